// The archive's page of today stands still: a bar counts what came since, and leads to the
// page anew. What it asks and when is in live-poll.js, as for the list.
(function (live) {
  "use strict";
  const { root, byId, say, put } = live;
  if (live.list || !root) return;
  const bar = byId("today-bar");
  const { at } = root.dataset; // when the page was made
  const rows = new Map([...document.querySelectorAll("#archive .row")].map((row) => [row.dataset.pk, row]));
  const last = [...rows.values()].at(-1);
  const goesOn = "goesOn" in root.dataset; // the day has rows below ours, on other pages
  const fresh = new Set();
  const changed = new Set();
  let many = false;

  const time = (row) => Number(row.dataset.at);

  // Whether *row* would stand on this page, had it been opened now.
  function belongs(row) {
    const { important, source, day } = root.dataset;
    if (important !== undefined && !row.matches(".important")) return false;
    if (source && !row.dataset.sources.split(" ").includes(source)) return false;
    return row.dataset.day >= day && (!goesOn || !last || time(row) >= time(last));
  }

  live.receive = function (changes) {
    if ("farBehind" in changes.data) many = true;
    for (const row of changes.rows) {
      const { pk, version } = row.dataset;
      const mine = rows.get(pk);
      fresh.delete(pk);
      if (mine && mine.dataset.version !== version) changed.add(pk);
      else if (!mine && belongs(row)) fresh.add(pk);
    }
    for (const { dataset } of changes.found.querySelectorAll(".gone")) {
      fresh.delete(dataset.pk);
      if (rows.has(dataset.pk)) changed.add(dataset.pk);
    }
  };

  live.show = function () {
    const parts = [];
    if (many) parts.push(say("many", { n: 2000 }));
    else if (fresh.size) parts.push(say("new", { n: fresh.size }));
    if (changed.size) parts.push(say("changed", { n: changed.size }));
    const text = parts.join(" · ");
    const state = live.paused ? say("paused", { at: live.pausedAt }) : say(live.trouble || "quiet-today", { at });
    bar.hidden = !text;
    put(bar, text);
    byId("today-said").hidden = Boolean(text);
    put(byId("today-said"), state);
    if (parts.length) announce(text);
  };
  live.settle = live.show;

  // Politely: once that there is news, not each time that there is more.
  let told = false;
  function announce(text) {
    if (told) return;
    told = true;
    put(byId("today-status"), text);
  }

  live.pressBar = function () {
    if (!bar.hidden) bar.click();
  };
})(window.live);
