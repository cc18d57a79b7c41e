// The review page by keyboard: acts, paragraphs, remarks, the list; never while typing.
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);

  function open(details) {
    if (!details) return;
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    const field = details.querySelector("form :is(input, textarea, select):not([type=hidden]), textarea, button");
    (field || details.querySelector("summary")).focus();
  }
  const act = (name) => open(document.querySelector(`details.act-${name}`));

  // Where one reads: the paragraph that has the focus, or else the first in view.
  const margins = [...document.querySelectorAll(".margin[data-paragraph]")];
  const paragraph = (margin) => byId("p" + margin.dataset.paragraph);
  let here = -1;
  function go(step) {
    if (!margins.length) return;
    if (here < 0) here = margins.findIndex((one) => paragraph(one).getBoundingClientRect().bottom > 0) - (step > 0 ? 1 : 0);
    here = Math.min(Math.max(here + step, 0), margins.length - 1);
    document.querySelector(".reading-here")?.classList.remove("reading-here");
    const at = paragraph(margins[here]);
    at.classList.add("reading-here");
    at.tabIndex = -1;
    at.focus({ preventScroll: true });
    at.scrollIntoView({ block: "center" });
  }

  const KEYS = {
    a: () => act("approve"),
    r: () => act("return"),
    p: () => act("publish"),
    n: () => document.querySelector(".review-next a")?.click(),
    l: () => byId("checklist")?.focus(),
    j: () => go(1),
    k: () => go(-1),
    m: () => open((here < 0 ? document.querySelector(".margin") : margins[here])?.querySelector(".remark-new")),
  };

  // Closes what was opened, wherever in it one is, and goes back to what opens it.
  function close(at) {
    const opened = at.closest("details:is(.act, .remark-new)[open]") || document.querySelector("details.act[open]");
    if (!opened || document.querySelector("dialog[open], .fact-card:popover-open")) return false;
    opened.open = false;
    opened.querySelector("summary").focus();
    return true;
  }

  // A ticked box or a chosen radio takes no letters: the keys go on from there.
  const TAKES_TEXT = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
  addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey) return;
    const field = event.target.closest("input, textarea, select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field?.form) {
      event.preventDefault();
      field.form.requestSubmit();
      return;
    }
    if (event.key === "Escape" && close(event.target)) return event.preventDefault();
    const typing = event.target.closest(TAKES_TEXT);
    if (typing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (!KEYS[event.key] || byId("keys-on")?.checked === false) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  }, true); // before the keys of the reader's page, some of which are the same letters

  // Says every 20 s, while it is looked at, that somebody reads here, and hears of others.
  const BEAT = 20000;
  const presence = byId("review-here");
  const look = () => document.visibilityState === "visible" && htmx.trigger(presence, "look");
  if (presence) {
    setInterval(look, BEAT);
    addEventListener("visibilitychange", look);
  }

  const all = byId("pass-all");
  all?.addEventListener("change", function () {
    document.querySelectorAll(".checklist [name=finding]").forEach((box) => (box.checked = all.checked));
  });

  // What was written and not stored is asked about before it is left: all of it, but
  // what is being sent. One form sent away takes the words of the others with it.
  const written = (sent) =>
    [...document.querySelectorAll("#main, .review-side")].some((part) =>
      [...part.querySelectorAll("textarea, input:is([type=text], :not([type]), [type=datetime-local])")].some(
        (field) => field.form !== sent && field.value !== field.defaultValue,
      ),
    );
  let sent = null;
  addEventListener("submit", (event) => (sent = event.target));
  addEventListener("beforeunload", function (event) {
    if (written(sent)) event.preventDefault();
    sent = null; // who stays may send another
  });
})();
