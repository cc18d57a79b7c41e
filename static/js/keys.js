// Keys for readers: one letter each, never while typing, and they can be switched off.
(function (live) {
  "use strict";
  const NAME = "keys-off";
  const help = live.byId("keys");
  const on = live.byId("keys-on");
  on.checked = live.kept(NAME) !== true;
  on.addEventListener("change", () => live.keep(NAME, !on.checked));
  live.byId("keys-open")?.addEventListener("click", () => help.showModal());

  const rows = () => [...document.querySelectorAll(live.list ? "#live-rows .row" : "main .row")].filter((row) => !row.hidden);
  const current = () => document.activeElement.closest(".row");

  function go(step) {
    const all = rows();
    const top = live.list ? live.list.getBoundingClientRect().top : 0;
    const here = all.indexOf(current());
    const first = all.findIndex((row) => row.getBoundingClientRect().bottom > top + 4);
    const row = here < 0 ? all[Math.max(first, 0)] : all[here + step];
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function news() {
    if (!live.list) return live.pressBar?.();
    if (live.waiting().length || live.heldCount() || live.above) live.pressBar();
    else live.poll().then(() => live.waiting().length && live.takeIn(false));
  }

  function search() {
    const box = live.byId("q");
    if (box) box.focus();
    else location.assign(help.dataset.search);
  }

  const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    o: () => current() && live.toggleWordings(current()),
    Enter: () => current() === document.activeElement && current().querySelector(".when").click(),
    ".": news,
    n: news,
    p: () => live.pause?.(!live.paused),
    "/": search,
    "?": () => help.showModal(),
  };

  addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || !KEYS[event.key]) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || (event.key === "Enter" && !event.target.matches(".row"))) return;
    if (!on.checked && event.key !== "Enter") return;
    event.preventDefault();
    KEYS[event.key]();
  });
})(window.live);
