// When to ask the site for news: in a page that is looked at, at its pace, later when it fails.
(function (live) {
  "use strict";
  if (!live.root) return;
  const LONGEST_WAIT = 5 * 60 * 1000;
  const PATIENCE = 15 * 1000;
  const HEARTBEAT = 5 * 1000;
  const { root } = live;
  const every = Number(root.dataset.every) * 1000;
  let since = root.dataset.since;
  let timer = null;
  let failures = 0;
  let asking = null;
  let asked = Date.now();
  let beat = Date.now();

  const idle = () => live.paused || !navigator.onLine || document.hidden;

  // Up to a tenth later than told, so that a thousand pages do not come back as one.
  function schedule(atLeast = 0) {
    clearTimeout(timer);
    if (idle()) return;
    const wait = Math.max(Math.min(every * 2 ** failures, LONGEST_WAIT), atLeast);
    timer = setTimeout(poll, wait * (1 + Math.random() * (failures ? 0.5 : 0.1)));
  }

  // Asks now; of several who want it at once all get the one answer.
  function poll() {
    clearTimeout(timer);
    asking ||= ask().finally(() => (asking = null));
    return asking;
  }
  live.poll = poll;

  async function ask() {
    let atLeast = 0;
    try {
      do asked = Date.now();
      while ((await page()) && !idle());
      failures = 0;
      live.trouble = "";
      live.settle();
    } catch (error) {
      failures = Math.min(failures + 1, 8);
      live.trouble = navigator.onLine ? "failed" : "offline";
      const later = error.answer ? Number(error.answer.headers.get("Retry-After")) : 0;
      atLeast = Math.min((later || 0) * 1000, LONGEST_WAIT);
      live.show();
    }
    schedule(atLeast);
  }

  // Takes one page of changes and says whether there are more.
  async function page() {
    const answer = await live.ask(root.dataset.news + "?since=" + since + live.beside, PATIENCE);
    live.heardTime(answer.headers.get("Date"));
    if (answer.status === 204) return false;
    const changes = live.read(await answer.text(), "changes");
    live.receive(changes);
    since = changes.data.reached; // only now: what broke off is asked for again
    return "unfinished" in changes.data;
  }

  function catchUp() {
    failures = 0;
    if (idle()) clearTimeout(timer);
    else poll();
  }

  document.addEventListener("visibilitychange", function () {
    beat = Date.now(); // unseen pages are called rarely; that is no sleep
    if (!document.hidden && Date.now() - asked >= every) catchUp();
    else schedule();
  });
  addEventListener("pageshow", (event) => event.persisted && catchUp());
  addEventListener("online", catchUp);
  addEventListener("offline", function () {
    live.trouble = "offline";
    schedule();
    live.show();
  });

  // A machine that slept wakes with its timers late: the clock tells, not the timers.
  setInterval(function () {
    const slept = Date.now() - beat > 3 * HEARTBEAT;
    beat = Date.now();
    if (slept && !document.hidden) catchUp();
  }, HEARTBEAT);

  // Paused is still: nothing is asked for, nothing said, nothing changes by itself.
  live.pause = function (on) {
    live.paused = on;
    live.pausedAt = live.clock();
    try {
      sessionStorage.setItem("live-paused", on ? "1" : "");
    } catch {
      // It holds for this page.
    }
    live.byId("live-pause").setAttribute("aria-pressed", on);
    live.showAllTimes();
    live.show();
    if (on) clearTimeout(timer);
    else catchUp();
  };
  live.byId("live-pause").addEventListener("click", () => live.pause(!live.paused));

  if (!navigator.onLine) live.trouble = "offline";
  if (live.list) live.applyFilters();
  else live.show();
  document.documentElement.classList.remove("filtering");
  let paused = false;
  try {
    paused = sessionStorage.getItem("live-paused") === "1";
  } catch {
    // Then it is not.
  }
  if (paused) live.pause(true);
  else schedule();
})(window.live);
