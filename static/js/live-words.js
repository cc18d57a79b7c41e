// The panel of filters: words muted and followed, outlets chosen.
(function (live) {
  "use strict";
  const panel = live.byId("live-filters");
  if (!panel || !live.list) return;
  const LONGEST = 20;
  const MOST = 50;
  const { say, byId } = live;
  const important = byId("filter-important");
  const outlets = byId("live-outlets");

  // What is wrong with *word* for *list*, "" when nothing is.
  function refusal(word, list) {
    const other = list === "mute" ? "follow" : "mute";
    const has = (name) => live.filters[name].some((one) => live.fold(one) === live.fold(word));
    const length = [...word].length;
    if (!word) return say("word-empty");
    if (length > LONGEST) return say("word-long", { n: LONGEST, m: length });
    if (length === 1 && !/\p{Script=Han}/u.test(word)) return say("word-short");
    if (has(list)) return say("word-twice", { word });
    if (has(other)) return say("word-other", { word });
    if (live.filters[list].length >= MOST) return say("word-many", { n: MOST });
    return "";
  }

  function keep(error) {
    if (!live.keepFilters()) live.put(error, say("not-kept"));
  }

  function showWords(form) {
    const list = form.dataset.words;
    form.querySelector(".words-list").replaceChildren(
      ...live.filters[list].map(function (word) {
        const row = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "tool word";
        button.textContent = word + " ×";
        button.setAttribute("aria-label", say("word-remove", { word }));
        button.addEventListener("click", function () {
          live.filters[list] = live.filters[list].filter((one) => one !== word);
          keep(form.querySelector(".words-error"));
          showWords(form);
          form.querySelector("input").focus();
        });
        row.append(button);
        return row;
      })
    );
  }

  const forms = [...panel.querySelectorAll(".words")];
  for (const form of forms)
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const input = form.querySelector("input");
      const error = form.querySelector(".words-error");
      const word = input.value.normalize("NFKC").trim().replace(/\s+/g, " ");
      const wrong = refusal(word, form.dataset.words);
      live.put(error, wrong);
      input.toggleAttribute("aria-invalid", Boolean(wrong));
      if (wrong) return;
      live.filters[form.dataset.words].push(word);
      input.value = "";
      keep(error);
      showWords(form);
    });

  function showBoxes() {
    for (const box of outlets.querySelectorAll("input")) box.checked = !live.filters[box.dataset.kind].includes(box.value);
  }
  function readBoxes() {
    for (const kind of ["sources", "channels"]) {
      const boxes = [...outlets.querySelectorAll('[data-kind="' + kind + '"]')];
      const known = boxes.map((box) => box.value);
      const off = boxes.filter((box) => !box.checked).map((box) => box.value);
      // Those the list no longer names stay as they were chosen.
      live.filters[kind] = [...live.filters[kind].filter((pk) => !known.includes(pk)), ...off];
    }
    live.keepFilters();
  }
  outlets.addEventListener("change", readBoxes);
  outlets.addEventListener("click", function (event) {
    const all = event.target.dataset.boxes;
    if (!all) return;
    for (const box of outlets.querySelectorAll("input")) box.checked = all === "all";
    readBoxes();
  });
  outlets.addEventListener("htmx:afterSwap", showBoxes);
  for (const trouble of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    outlets.addEventListener(trouble, () => live.put(outlets.querySelector(".by"), say("outlets-failed")));

  function showAll() {
    important.checked = live.filters.important;
    forms.forEach(showWords);
    showBoxes();
  }
  important.addEventListener("change", function () {
    live.filters.important = important.checked;
    live.keepFilters();
  });
  document.addEventListener("live:filters", showAll);
  byId("live-filters-open").addEventListener("click", function () {
    showAll();
    panel.showModal();
    if (!outlets.querySelector("input")) htmx.trigger(outlets, "live:open");
  });
})(window.live);
