// Beside the form: the reader's page of what is typed, shown anew each time it was kept.
(function () {
  "use strict";
  const wide = matchMedia("(min-width: 80rem)");
  let pane = null;
  let button = null;
  let address = "";
  let shown = "";
  let frame = null;
  let coming = null;
  let turn = 0;
  let isOpen = wide.matches && remembered() !== "closed";
  mark(); // before the page is drawn, so that nothing in it moves

  function remembered() {
    try {
      return localStorage.getItem("live-preview");
    } catch (error) {
      return null;
    }
  }

  // The new page is built behind the old one and takes its place at the same height, so
  // that nothing blinks and nobody loses their place.
  function show() {
    if (!isOpen || !address || shown === address) return;
    shown = address;
    if (coming) coming.remove();
    const next = document.createElement("iframe");
    coming = next;
    next.title = pane.dataset.title;
    next.className = "coming";
    next.addEventListener("load", () => {
      if (next !== coming) return;
      const top = frame ? frame.contentWindow.scrollY : 0;
      next.contentWindow.scrollTo(0, top);
      next.className = "";
      if (frame) frame.remove();
      frame = next;
      coming = null;
      pane.classList.add("has-page");
    });
    next.src = address;
    pane.append(next);
  }

  function mark() {
    document.documentElement.classList.toggle("preview-open", isOpen);
    document.documentElement.classList.toggle("preview-closed", !isOpen);
  }

  function lay() {
    mark();
    button.setAttribute("aria-expanded", String(isOpen));
    show();
  }

  function press() {
    isOpen = !isOpen;
    try {
      if (wide.matches) localStorage.setItem("live-preview", isOpen ? "open" : "closed");
    } catch (error) {
      // Then it is not remembered.
    }
    lay();
  }

  document.addEventListener("kept", (event) => {
    if (!pane || !event.detail.had) return;
    turn += 1;
    address = `${event.detail.preview}?turn=${turn}`;
    show();
  });
  document.addEventListener("DOMContentLoaded", () => {
    pane = document.getElementById("live-preview");
    button = document.getElementById("live-preview-button");
    if (!pane || !button) return;
    button.addEventListener("click", press);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && isOpen && !wide.matches) press();
    });
    lay();
  });
})();
