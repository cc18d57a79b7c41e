// Keys for answering proposals one after the other; every one presses a button that is there.
(function () {
  "use strict";
  const cards = () => Array.from(document.querySelectorAll(".proposal"));
  let current = null;

  function select(card) {
    if (!card) return;
    current = card;
    document.querySelectorAll(".desk-text .now").forEach((mark) => mark.classList.remove("now"));
    const mark = document.querySelector('.desk-text a[data-for~="' + card.id + '"]');
    if (mark) {
      mark.classList.add("now");
      const text = mark.closest(".desk-text");
      const at = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTop += at - text.clientHeight / 3;
    }
  }

  function move(step) {
    const all = cards();
    const at = all.indexOf(current);
    const beyond = at + step < 0 ? "prev" : at + step >= all.length ? "next" : "";
    const batch = beyond && document.querySelector('.desk-proposals .batch a[rel="' + beyond + '"]');
    if (batch && current) return batch.click();
    const card = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (card) card.focus();
  }

  function press(act) {
    const button = current && current.querySelector('button[value="' + act + '"]');
    if (button) button.click();
  }

  function edit() {
    const field = current && current.querySelector(".fields input, .fields textarea");
    if (field) field.select();
  }

  const keys = { j: () => move(1), k: () => move(-1), a: () => press("accept"), x: () => press("reject"), e: edit };

  document.addEventListener("focusin", function (event) {
    const card = event.target.closest(".proposal");
    if (card) select(card);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && current && current.contains(document.activeElement)) current.focus();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  const corner = document.querySelector("#facts [data-choose-all]");
  if (corner) {
    const boxes = () => Array.from(document.querySelectorAll('#facts input[name="fact"]'));
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", corner.dataset.chooseAll);
    all.title = corner.dataset.chooseAll;
    corner.append(all);
    const show = function () {
      const chosen = boxes().filter((box) => box.checked).length;
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
    };
    all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
    document.getElementById("facts").addEventListener("change", show);
    show();
  }
  // A fact that is on another page of the table: the server knows on which.
  function goToFact() {
    const named = /^#fact-(\d+)$/.exec(location.hash);
    if (!named || document.getElementById(location.hash.slice(1))) return;
    const query = new URLSearchParams(location.search);
    query.set("fact", named[1]);
    location.replace("?" + query + location.hash);
  }
  window.addEventListener("hashchange", goToFact);
  goToFact();
  const first = document.querySelector(".proposal[data-refused], .proposal:target") || cards()[0];
  const row = document.querySelector("#facts tr:target");
  if (row) row.focus();
  if (row || location.hash === "#facts") select(first);
  else if (first) first.focus({ preventScroll: !location.hash });
})();
