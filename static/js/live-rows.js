// The rows of the list in their order: pinned ones, then newest first, with day headings.
(function (live) {
  "use strict";
  if (!live.list) return;
  const rows = live.list.querySelector(".rows");
  live.more = "more" in live.list.dataset; // whether the site has rows below ours

  live.rows = () => [...rows.querySelectorAll(":scope > .row")];
  live.shownRows = () => live.rows().filter((row) => !row.hidden);
  live.find = (pk) => rows.querySelector(':scope > .row[data-pk="' + pk + '"]');

  const key = (row) => [Number(row.dataset.pinned || 0), Number(row.dataset.at), Number(row.dataset.pk)];
  // Positive when *a* stands below *b*.
  live.order = function (a, b) {
    const one = key(a);
    const other = key(b);
    const place = one.findIndex((part, index) => part !== other[index]);
    return place < 0 ? 0 : other[place] - one[place];
  };

  // The row that earlier ones are asked for by: pinned ones stand out of their time.
  live.lastRow = function () {
    const all = live.rows();
    return all.findLast((row) => !row.dataset.pinned) || all.at(-1);
  };

  // Whether a row belongs in the stretch the list holds; below it there may be a gap.
  live.within = function (row) {
    const last = live.lastRow();
    return !live.more || !last || live.order(row, last) < 0;
  };

  // Puts *fresh* rows where they belong; the rows that are there stay as they are.
  live.insert = function (fresh) {
    const there = live.rows();
    let place = 0;
    for (const row of [...fresh].sort(live.order)) {
      while (place < there.length && live.order(there[place], row) < 0) place++;
      rows.insertBefore(row, there[place] || null);
    }
    live.showTimes(fresh.map((row) => row.querySelector("time")));
  };

  live.swap = function (old, fresh) {
    const stays = old.nextElementSibling;
    old.remove();
    live.insert([fresh]);
    return fresh.nextElementSibling === stays;
  };

  function headingOf(row) {
    if (row.dataset.pinned) return live.say("pinned");
    if (row.dataset.day === live.today()) return live.say("today");
    if (row.dataset.day === live.yesterday()) return live.say("yesterday");
    return row.dataset.heading;
  }

  // A heading before the first shown row of each day; those that stay are not touched.
  live.headings = function () {
    let above = null;
    for (const day of rows.querySelectorAll(":scope > .day")) {
      const below = day.nextElementSibling;
      if (!below || below.matches(".day")) day.remove();
    }
    for (const row of live.rows()) {
      let before = row.previousElementSibling;
      if (row.hidden) {
        if (before && before.matches(".day")) before.remove();
        continue;
      }
      const day = row.dataset.pinned ? "pinned" : row.dataset.day;
      const wanted = day !== above;
      above = day;
      if (wanted && !(before && before.matches(".day"))) {
        before = document.createElement("li");
        before.className = "day";
        row.before(before);
      } else if (!wanted && before && before.matches(".day")) before.remove();
      if (wanted) live.put(before, headingOf(row));
    }
  };
})(window.live);
