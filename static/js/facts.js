// Open a figure's card at its words. Without this script the words lead to the table.
(function () {
  "use strict";
  const GAP = 8;
  const LEAST = 120; // pixels of a card, even over its words
  const TABBABLE = "a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex='0']";
  const narrow = matchMedia("(max-width: 40rem)");
  let open = null; // {mark, card}

  const cardOf = (mark) => document.getElementById("card-" + mark.hash.slice("#fact-".length));

  function place(mark, card) {
    card.style.left = card.style.top = card.style.maxHeight = "";
    if (narrow.matches) return; // the style sheet puts it at the bottom
    const words = mark.getClientRects()[0];
    const size = card.getBoundingClientRect();
    const left = Math.min(Math.max(words.left, GAP), document.documentElement.clientWidth - size.width - GAP);
    // Below its words, else above, else where there is more room, and no higher than that.
    const below = innerHeight - words.bottom - 2 * GAP;
    const above = words.top - 2 * GAP;
    const isBelow = size.height <= below || (size.height > above && below >= above);
    const room = Math.max(isBelow ? below : above, LEAST);
    const height = Math.min(size.height, room);
    if (size.height > room) card.style.maxHeight = room + "px";
    const wanted = isBelow ? words.bottom + GAP : words.top - GAP - height;
    const top = Math.max(Math.min(wanted, innerHeight - GAP - height), GAP);
    card.style.left = left + scrollX + "px";
    card.style.top = top + scrollY + "px";
  }

  function show(mark) {
    const card = cardOf(mark);
    if (!card || (open && open.card === card)) return;
    hide();
    card.showPopover();
    place(mark, card);
    mark.setAttribute("aria-expanded", "true");
    open = { mark: mark, card: card };
  }

  function hide(back) {
    if (!open) return;
    const was = open;
    open = null;
    const inside = was.card.contains(document.activeElement);
    was.card.hidePopover();
    was.mark.setAttribute("aria-expanded", "false");
    if (back && inside) {
      returning = true; // the card must not open again by getting the focus back
      was.mark.focus({ preventScroll: true });
      returning = false;
    }
  }

  // The cards stand after the story; by keyboard one goes on from where the figure stands.
  function goOn(event) {
    const links = open.card.querySelectorAll("a[href], button");
    const at = document.activeElement;
    const mark = open.mark;
    if (event.shiftKey && (at === open.card || at === links[0])) {
      event.preventDefault();
      mark.focus();
    } else if (!event.shiftKey && at === links[links.length - 1]) {
      const next = [...document.querySelectorAll(TABBABLE)].find(function (one) {
        const follows = mark.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
        return follows && !one.closest(".fact-card") && one.checkVisibility();
      });
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  let returning = false;
  const marks = document.querySelectorAll("a.figure");
  if (!marks.length || !("showPopover" in HTMLElement.prototype)) return;
  const label = document.querySelector(".fact-cards").dataset.close;
  document.querySelectorAll(".fact-card").forEach(function (card) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = label;
    close.addEventListener("click", () => hide(true));
    card.prepend(close);
  });
  marks.forEach(function (mark) {
    mark.setAttribute("aria-expanded", "false");
    mark.setAttribute("aria-haspopup", "dialog");
    mark.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const again = open && open.card === cardOf(mark) && open.clicked;
      if (again) return hide();
      show(mark);
      open.clicked = true;
      open.card.focus({ preventScroll: true });
    });
    mark.addEventListener("focus", function () {
      if (!returning && mark.matches(":focus-visible")) show(mark);
    });
  });
  document.addEventListener("focusin", function (event) {
    if (open && event.target !== open.mark && !open.card.contains(event.target)) hide();
  });
  document.addEventListener("pointerdown", function (event) {
    if (open && !open.card.contains(event.target) && !event.target.closest("a.figure")) hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && open) hide(true);
    if (event.key === "Tab" && open && open.card.contains(document.activeElement)) goOn(event);
  });
  addEventListener("resize", () => open && place(open.mark, open.card));
})();
