// The list stands still. What changed is held back until it can come in without moving
// what is read: waiting are rows not yet in the list, held are changes to rows in view.
(function (live) {
  "use strict";
  if (!live.list) return;
  const { list } = live;
  const MOST = 120; // rows kept when nobody looks further down
  const MOST_IN_ALL = 400; // with those a filter hides
  const MOST_WAITING = 2000;
  const waiting = new Map(); // pk → row
  const held = new Map(); // pk → row, or the word for why it is gone
  let farBehind = null; // pks of the newest rows, after a very long sleep
  live.above = 0; // new rows that came in above what is in view
  live.waiting = () => [...waiting.values()];
  live.heldCount = () => held.size;
  live.isFarBehind = () => farBehind !== null;

  const visible = () => list.clientHeight > 0; // on a phone the sheet may be closed
  const atTop = () => list.scrollTop < 2;
  const sheetOpen = () => matchMedia("(max-width: 62rem)").matches && visible();

  function selected() {
    const selection = getSelection();
    return !selection.isCollapsed && selection.containsNode(list, true);
  }
  const isRead = (row) => row.matches(":hover, :focus-within, .open") || (selected() && getSelection().containsNode(row, true));

  // Untouched: no pointer over the list (or finger, where it last touched), no focus in
  // it, none of its rows opened, none of its words selected, and no sheet of it open.
  const untouched = () =>
    !list.matches(":hover, :focus-within") && !list.querySelector(".row.open") && !selected() && !sheetOpen();

  function inView(row) {
    const box = list.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    return !row.hidden && bottom > box.top && top < box.bottom;
  }

  function anchor(always) {
    if (!visible()) return null;
    const read = list.querySelector(".row:hover") || list.querySelector(".row:focus-within");
    if (read && inView(read)) return read;
    return atTop() && !always ? null : live.rows().find(inView);
  }

  // Does *change* and keeps the row that is read where it was on the screen.
  // By hand: Safari anchors no scrolling, and Chromium not at the top of a list.
  live.steady = function (change, always = true) {
    const row = anchor(always);
    const top = row && row.getBoundingClientRect().top;
    change();
    const now = row && live.find(row.dataset.pk);
    if (now && !now.hidden) list.scrollTop += now.getBoundingClientRect().top - top;
  };

  function withdraw(row, why) {
    if (row.matches(".withdrawn")) return;
    const note = document.createElement("p");
    note.className = "withdrawn-note";
    note.textContent = live.say(why);
    const focused = row.contains(document.activeElement);
    row.classList.add("withdrawn"); // its words go, its box stays
    row.append(note);
    if (focused) row.focus({ preventScroll: true });
  }

  // Makes one change if nothing in view moves by it; says whether it did.
  function apply(row, change, rowInView) {
    if (!rowInView && isRead(row)) return false; // opened or focused, and scrolled away from
    if (typeof change === "string") {
      if (rowInView) withdraw(row, change);
      else row.remove();
      return !rowInView;
    }
    live.filter(change);
    if (!rowInView) {
      live.swap(row, change);
      return true;
    }
    if (isRead(row) || live.order(row, change) !== 0) return false;
    const height = row.offsetHeight;
    row.replaceWith(change);
    if (change.offsetHeight <= height && !change.hidden) {
      if (change.offsetHeight < height) change.style.minHeight = height + "px"; // its box stays
      live.showTimes([change.querySelector("time")]);
      return true;
    }
    change.replaceWith(row);
    return false;
  }

  function settle() {
    for (const [pk, row] of waiting) {
      live.filter(row);
      if (!row.hidden) continue;
      live.insert([row]); // a row nobody sees moves nothing
      waiting.delete(pk);
    }
    if (!held.size) return;
    const seen = new Set(visible() ? live.rows().filter(inView) : []);
    live.steady(function () {
      for (const [pk, change] of held) {
        const row = live.find(pk);
        if (!row || apply(row, change, seen.has(row))) held.delete(pk);
      }
      live.headings();
    });
  }

  // Nobody looks below the top of an untouched list: what stands far down is let go.
  function trim() {
    if (!atTop() || !untouched()) return;
    const rows = live.rows();
    let shown = 0;
    const enough = rows.findIndex((row, index) => (shown += Number(!row.hidden)) > MOST || index >= MOST_IN_ALL);
    if (enough < 0) return;
    // From the end, and no further than what is in view, so that the list has no gap.
    for (const row of rows.slice(enough).reverse()) {
      if (inView(row)) break;
      row.remove();
      live.more = true;
    }
    live.headings();
  }

  // Takes in what waits, above; *alone* when nobody asked for it.
  live.takeIn = function (alone) {
    const fresh = live.waiting();
    const start = live.list.scrollTop;
    const stay = anchor(false); // nothing is read: the new rows may show themselves
    live.steady(function () {
      if (farBehind) for (const row of live.rows()) if (!farBehind.has(row.dataset.pk)) row.remove();
      for (const [pk, change] of held) {
        const row = live.find(pk);
        const stands = typeof change === "string" && row && inView(row);
        if (!row || (stay && (row === stay || isRead(row) || stands))) continue;
        if (typeof change === "string") row.remove();
        else live.swap(row, change);
        held.delete(pk);
      }
      live.insert(fresh);
      live.headings();
    });
    waiting.clear();
    farBehind = null;
    list.querySelectorAll(".row.newest-end").forEach((row) => row.classList.remove("newest-end"));
    const shown = fresh.filter((row) => !row.hidden);
    if (shown.length) shown.reduce((a, b) => (live.order(a, b) < 0 ? b : a)).classList.add("newest-end");
    live.above = stay && visible() ? shown.filter((row) => row.getBoundingClientRect().bottom <= list.getBoundingClientRect().top).length : 0;
    if (!stay && start < 2) goUp(alone, shown.length);
    live.underline();
    live.show();
    return shown;
  };

  // Two frames: first the rows stand where they stood, with the new ones above, then the
  // list is scrolled to its top. What is painted moves by scrolling and never by layout.
  function goUp(alone, number) {
    requestAnimationFrame(() => requestAnimationFrame(function () {
      const stays = alone && !untouched(); // the reader came in between: the bar leads up
      live.above = stays ? number : 0;
      if (stays) return live.show();
      list.scrollTop = 0;
      trim();
      live.show();
    }));
  }

  live.toTop = function () {
    list.scrollTop = 0;
    live.above = 0;
    live.show();
  };
  list.addEventListener("scroll", function () {
    if (!live.above || !atTop()) return;
    live.above = 0;
    live.show();
  }, { passive: true });

  // Takes what the site says has changed, and tells who wants to know of new rows.
  live.receive = function (changes) {
    const fresh = [];
    if ("farBehind" in changes.data) {
      waiting.clear();
      held.clear();
      farBehind = new Set(changes.rows.map((row) => row.dataset.pk));
      live.more = "more" in changes.data;
    }
    for (const row of changes.rows) {
      const { pk, version } = row.dataset;
      const mine = live.find(pk);
      if (mine && mine.dataset.version !== version) held.set(pk, row);
      if (mine) continue;
      if (!waiting.has(pk) && !farBehind && !live.within(row)) continue;
      if (!waiting.has(pk)) fresh.push(row);
      waiting.set(pk, row);
      if (farBehind) farBehind.add(pk);
    }
    for (const gone of changes.found.querySelectorAll(".gone")) {
      const { pk } = gone.dataset;
      waiting.delete(pk);
      if (live.find(pk)) held.set(pk, "merged" in gone.dataset ? "merged" : "withdrawn");
    }
    if (waiting.size > MOST_WAITING) keepNewest();
    settle();
    const told = fresh.filter((row) => !row.matches(".filtered"));
    if (mayComeIn()) live.takeIn(true);
    else trim();
    live.show();
    if (told.length) tell(told);
  };

  // So many wait that nobody will read them all: the newest stand for them, and the
  // archive has the rest.
  function keepNewest() {
    const newest = live.waiting().sort(live.order).slice(0, MOST);
    farBehind = new Set(newest.map((row) => row.dataset.pk));
    waiting.clear();
    for (const row of newest) waiting.set(row.dataset.pk, row);
    live.more = true;
  }

  const mayComeIn = () =>
    waiting.size > 0 && visible() && atTop() && untouched() && !live.paused && !document.hidden;

  function tell(rows) {
    const detail = {
      rows: rows.sort(live.order).map((row) => ({
        pk: Number(row.dataset.pk),
        text: row.querySelector(".row-text").textContent.trim(),
        url: row.querySelector(".when").href,
        important: row.matches(".important"),
        time: row.querySelector("time").dateTime,
      })),
    };
    document.dispatchEvent(new CustomEvent("live:arrived", { detail }));
  }

  // Called when the site had nothing to say: rows may have come out of view since.
  live.settle = function () {
    settle();
    if (mayComeIn()) live.takeIn(true);
    live.show();
  };
})(window.live);
