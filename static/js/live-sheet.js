// On a phone the open sheet covers the page: what lies behind it is out of reach.
(function (live) {
  "use strict";
  if (!live.list) return;
  const { byId } = live;

  function sheet() {
    const open = location.hash === "#live" && matchMedia("(max-width: 62rem)").matches;
    document.querySelectorAll("main, .masthead, .colophon, .strip-bar, .hot").forEach(function (part) {
      part.inert = open;
    });
    // Nobody looked at the list while the sheet was closed: what waited is in it at once.
    if (open && !live.paused) live.takeIn(false);
    if (open) live.list.focus({ preventScroll: true });
    else if (location.hash === "#closed") byId("live-strip")?.focus({ preventScroll: true });
  }
  addEventListener("hashchange", sheet);
  addEventListener("keydown", function (event) {
    if (event.key === "Escape" && location.hash === "#live" && !document.querySelector("dialog[open]")) location.hash = "closed";
  });
  sheet();
})(window.live);
