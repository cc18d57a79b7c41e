// On a phone the open sheet covers the page: what lies behind it is out of reach.
(function (live) {
  "use strict";
  if (!live.list) return;
  const phone = matchMedia("(max-width: 62rem)");
  const strip = live.byId("live-strip");
  const stripBar = document.querySelector(".strip-bar");
  const AFTER_TAP = 400; // milliseconds
  let isOpen = false;
  let tapped = false;
  let closing = false;

  // The address knows before the page has been told of its change.
  function isThere() {
    return location.hash === "#live" && phone.matches;
  }

  function cover() {
    document.querySelectorAll("main, .masthead, .colophon, .hot").forEach(function (part) {
      part.inert = isOpen;
    });
  }

  function sheet() {
    const wasOpen = isOpen;
    isOpen = isThere();
    closing = closing && isOpen;
    if (stripBar) stripBar.inert = isOpen;
    // The second of two quick taps on the way out must not follow a link that lay below.
    if (isOpen || !wasOpen) cover();
    else setTimeout(cover, AFTER_TAP);
    // Nobody looked at the list while the sheet was closed: what waited is in it at once.
    if (isOpen && !live.paused) live.takeIn(false);
    if (isOpen) live.list.focus({ preventScroll: true });
    else if (wasOpen) strip?.focus({ preventScroll: true });
  }

  // The strip is a link, so opening the sheet is a step that Back takes back. Closing it
  // by other means takes the same step back, or none: no step is left that reopens it.
  function close() {
    if (closing || !isThere()) return; // a second tap would go back out of the page
    closing = true;
    if (tapped || history.state?.sheet) history.back();
    else location.replace("#closed"); // came to the address of the open sheet
  }

  strip?.addEventListener("click", function (event) {
    tapped = !(event.ctrlKey || event.metaKey || event.shiftKey); // then it opens elsewhere
  });
  addEventListener("hashchange", function () {
    if (tapped && location.hash === "#live") history.replaceState({ ...history.state, sheet: true }, "");
    tapped = false;
    sheet();
  });
  phone.addEventListener("change", sheet);
  live.root.querySelector(".sheet-close").addEventListener("click", function (event) {
    event.preventDefault();
    close();
  });
  addEventListener("keydown", function (event) {
    if (event.key === "Escape" && isThere() && !document.querySelector("dialog[open]")) close();
  });
  sheet();
})(window.live);
