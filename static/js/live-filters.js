// What the reader wants to see: important only, words muted and followed, outlets left out.
// A row is hidden for one reason, the first that holds; shown and hidden always add up.
(function (live) {
  "use strict";
  if (!live.list) return;
  const NAME = "live-filters";
  const LISTS = ["mute", "follow", "sources", "channels"];
  live.revealed = false; // the reader looks at what is hidden
  live.onlyAbout = "onlyAbout" in live.root.dataset; // of this page, so never kept

  live.fold = (text) => text.normalize("NFKC").toLowerCase();

  function read() {
    const found = live.kept(NAME) || {};
    const state = { important: found.important === true };
    for (const list of LISTS)
      state[list] = (Array.isArray(found[list]) ? found[list] : []).filter((one) => typeof one === "string").slice(0, 500);
    return state;
  }
  live.filters = read();

  live.keepFilters = function () {
    const kept = live.keep(NAME, live.filters);
    live.applyFilters();
    return kept;
  };
  addEventListener("storage", function (event) {
    if (event.key !== NAME) return; // chosen in another tab
    live.filters = read();
    live.applyFilters();
    document.dispatchEvent(new Event("live:filters"));
  });

  const said = (row) => live.fold(row.querySelector(".row-text").textContent);
  const found = (words, text) => words.find((word) => text.includes(live.fold(word)));
  function allOff(off, told) {
    const pks = told ? told.split(" ") : [];
    return off.length > 0 && pks.length > 0 && pks.every((pk) => off.includes(pk));
  }

  // Why a row is not shown, "" when it is.
  live.reason = function (row) {
    const filters = live.filters;
    const muted = found(filters.mute, said(row));
    if (muted) return live.say("because-mute", { word: muted });
    if (live.onlyAbout && !row.matches(".about-this")) return live.say("because-about");
    if (filters.important && !row.matches(".important")) return live.say("because-important");
    if (allOff(filters.sources, row.dataset.sources)) return live.say("because-sources");
    if (allOff(filters.channels, row.dataset.channels)) return live.say("because-channels");
    return "";
  };

  function mark(row, kind, text, where) {
    const old = row.querySelector("." + kind);
    if (!text && old) old.remove();
    if (!text) return;
    const label = old || document.createElement("span");
    label.className = (kind === "follows" ? "mark " : "note ") + kind;
    live.put(label, text);
    if (!old) where(label);
  }

  live.filter = function (row) {
    const why = live.reason(row);
    const followed = found(live.filters.follow, said(row));
    row.classList.toggle("filtered", Boolean(why));
    row.hidden = Boolean(why) && !live.revealed;
    row.classList.toggle("followed", Boolean(followed));
    mark(row, "why-hidden", why, (label) => row.querySelector(".by").append(label));
    mark(row, "follows", followed ? live.say("follow") : "", (label) => row.querySelector(".row-text").before(label));
  };

  // Lines under followed words are drawn, not put into the page: the text stays whole.
  function underline() {
    if (!window.CSS || !CSS.highlights) return;
    const ranges = [];
    for (const row of live.rows().filter((row) => row.matches(".followed"))) {
      const walk = document.createTreeWalker(row.querySelector(".row-text"), NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode())
        for (const word of live.filters.follow) {
          const text = node.data.toLowerCase();
          if (text.length !== node.data.length) continue; // a letter that grows
          const low = word.toLowerCase();
          for (let at = text.indexOf(low); at >= 0; at = text.indexOf(low, at + low.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + low.length);
            ranges.push(range);
          }
        }
    }
    CSS.highlights.set("followed", new Highlight(...ranges));
  }
  live.underline = underline;

  // A look at what is hidden is a look at what these choices hide: after others it is over.
  const hiding = () => JSON.stringify([live.onlyAbout, { ...live.filters, follow: [] }]);
  let hidden = hiding();

  live.applyFilters = function () {
    if (hidden !== hiding()) live.revealed = false;
    hidden = hiding();
    live.steady(function () {
      for (const row of live.rows()) live.filter(row);
      for (const row of live.waiting()) live.filter(row);
      live.headings();
    }, false);
    underline();
    live.show();
  };

  live.reveal = function (on) {
    live.revealed = on;
    live.applyFilters();
  };

  live.filtersOn = function () {
    const filters = live.filters;
    return Number(filters.important) + LISTS.filter((list) => filters[list].length).length;
  };
})(window.live);
