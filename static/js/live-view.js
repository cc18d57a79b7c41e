// What is said about the list: the bar of waiting news, the count below, the phone's strip.
(function (live) {
  "use strict";
  live.paused = false;
  live.trouble = ""; // "", "failed" or "offline"
  if (!live.list) return;
  const ANNOUNCE_EVERY = 60 * 1000;
  const { byId, say, put } = live;
  const bar = byId("news-bar");
  const quiet = byId("news-quiet");
  const shownCount = (rows) => rows.filter((row) => !row.hidden).length;

  function barText() {
    const fresh = shownCount(live.waiting());
    const parts = [];
    if (fresh) parts.push(say(live.isFarBehind() ? "many" : "new", { n: live.isFarBehind() ? 2000 : fresh }));
    if (live.heldCount()) parts.push(say("changed", { n: live.heldCount() }));
    if (!parts.length && live.above) parts.push(say("above", { n: live.above }));
    return parts.join(" · ");
  }

  function showBar() {
    const text = barText();
    const state = live.paused ? say("paused", { at: live.pausedAt }) : say(live.trouble || "quiet");
    const hadFocus = document.activeElement === bar;
    bar.hidden = !text;
    put(bar, text); // it stays when the line breaks: its news is still true
    put(quiet, state);
    quiet.title = state;
    if (hadFocus && bar.hidden && bar.dataset.by === "keys") live.shownRows()[0]?.focus({ preventScroll: true });
  }

  function showCount() {
    const rows = live.rows();
    const hidden = rows.filter((row) => row.matches(".filtered")).length;
    const shown = rows.length - hidden;
    if (!hidden) live.revealed = false; // nothing is left to look at
    put(byId("live-count"), hidden ? say("shown-hidden", { n: shown, m: hidden }) : say("shown", { n: shown }));
    const look = byId("live-reveal");
    look.hidden = !hidden;
    look.setAttribute("aria-pressed", live.revealed);
    put(look, say(live.revealed ? "conceal" : "reveal"));
    const none = byId("live-none");
    none.hidden = live.shownRows().length > 0;
    put(none, rows.length ? say("all-hidden", { m: hidden }) : say("none"));
    live.list.querySelector(".list-end").hidden = !rows.length;
    put(byId("live-earlier"), say(live.more ? "earlier" : "all"));
    byId("live-important").setAttribute("aria-pressed", live.filters.important);
    showAbout(rows);
    const on = live.filtersOn();
    put(byId("live-filters-open"), on ? say("filters-on", { n: on }) : say("filters"));
  }

  // Beside a story: how many rows are about the same, and a way to see only those.
  function showAbout(rows) {
    const only = byId("live-about");
    if (!only) return;
    put(only, say("about", { n: rows.filter((row) => row.matches(".about-this")).length }));
    only.setAttribute("aria-pressed", live.onlyAbout);
  }
  byId("live-about")?.addEventListener("click", function () {
    live.onlyAbout = !live.onlyAbout;
    live.applyFilters();
  });

  function showStrip() {
    const strip = byId("live-strip");
    if (!strip) return;
    const fresh = shownCount(live.waiting());
    put(strip.querySelector(".strip-label"), fresh ? say("strip-new", { n: fresh }) : say("strip"));
    const candidates = [...live.waiting().filter((row) => !row.hidden), ...live.shownRows().filter((row) => !row.matches(".withdrawn"))];
    const newest = candidates.sort((a, b) => Number(b.dataset.at) - Number(a.dataset.at))[0];
    if (!newest) return;
    const time = strip.querySelector("time");
    const told = newest.querySelector("time");
    if (time.dateTime !== told.dateTime) {
      time.dateTime = told.dateTime;
      time.dataset.clock = told.dataset.clock || told.textContent;
      live.showTimes([time]);
    }
    put(strip.querySelector(".strip-text"), newest.querySelector(".row-text").textContent.trim());
  }

  // A count, politely, at most once a minute; the last one said is the one that is true.
  let announced = -ANNOUNCE_EVERY;
  let later = null;
  let came = 0;
  let last = "";
  function announce() {
    later = null;
    const fresh = shownCount(live.waiting());
    const text = fresh ? say("new", { n: fresh }) : came ? say("came", { n: came }) : "";
    came = 0;
    if (!text || text === last) return;
    announced = Date.now();
    last = text;
    byId("live-status").textContent = text;
  }
  document.addEventListener("live:arrived", function (event) {
    if (!shownCount(live.waiting())) came += event.detail.rows.length;
    last = "";
    later ||= setTimeout(announce, Math.max(0, announced + ANNOUNCE_EVERY - Date.now()));
  });

  live.show = function () {
    showBar();
    showCount();
    showStrip();
  };

  // The bar: what waits comes in; once it stands above, the way up to it.
  live.pressBar = function () {
    if (live.waiting().length || live.heldCount()) live.takeIn(false);
    else if (live.above) live.toTop();
  };
  bar.addEventListener("click", function (event) {
    bar.dataset.by = event.detail === 0 ? "keys" : "pointer";
    live.pressBar();
  });
  byId("live-reveal").addEventListener("click", () => live.reveal(!live.revealed));
  byId("live-important").addEventListener("click", function () {
    live.filters.important = !live.filters.important;
    live.keepFilters();
    document.dispatchEvent(new Event("live:filters"));
  });

  // Earlier rows come in below, where nothing moves.
  let asking = false;
  byId("live-earlier").addEventListener("click", async function (event) {
    if (!live.more || event.ctrlKey || event.metaKey || event.shiftKey) return; // then it is a link
    event.preventDefault();
    if (asking) return;
    asking = true;
    put(this, say("earlier-wait"));
    try {
      const last = live.lastRow().dataset;
      const answer = await live.ask(live.root.dataset.latest + "?before=" + last.at + "-" + last.pk + live.beside, 15000);
      const page = live.read(await answer.text(), "some-rows");
      const fresh = page.rows.filter((row) => !live.find(row.dataset.pk));
      fresh.forEach(live.filter);
      live.more = "more" in page.data;
      live.insert(fresh);
      live.headings();
      live.underline();
      live.show();
      fresh.find((row) => !row.hidden)?.focus({ preventScroll: true });
    } catch {
      put(this, say("earlier-failed"));
    }
    asking = false;
  });
})(window.live);
