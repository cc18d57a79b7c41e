// Important news as a notification of the system, where the reader asked for it.
//
// The hook: whatever brings rows in says so on document, as "live:arrived" with
// detail.rows = [{pk, text, url, important, time}]. While no tab of ours is in view the
// list asks for nothing; then one tab, which holds a lock, follows /api/live itself.
// Nothing is told while any tab of ours is in view, no story twice over all tabs, and
// no more than MOST a minute.
(function () {
  "use strict";
  const { api, title } = document.currentScript.dataset;
  const MOST = 3;
  const MINUTE = 60 * 1000;
  const EVERY = MINUTE; // browsers let hidden tabs run no more often than that
  const KEPT = 200; // stories remembered as told
  const PAGES = 4; // of changes at one look: who slept for long needs no more
  const supported =
    "Notification" in window && "locks" in navigator && "BroadcastChannel" in window;
  const button = document.getElementById("notify-switch");
  const said = document.getElementById("notify-said");
  const tabs = supported ? new BroadcastChannel("live-notify") : null;
  let leave = null; // ends our watch

  function kept(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise; // storage is off, or not as we left it
    }
  }
  function keep(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // It holds for this page at least.
    }
  }
  const isOn = () =>
    supported && kept("notify", false) === true && Notification.permission === "granted";

  // --- Telling ---------------------------------------------------------------------

  // Resolves to whether some tab of ours is in view, this one included.
  function inView() {
    if (!document.hidden) return Promise.resolve(true);
    return new Promise(function (resolve) {
      const ask = new BroadcastChannel("live-notify");
      ask.onmessage = (event) => event.data === "here" && done(true);
      const later = setTimeout(() => done(false), 300);
      function done(answer) {
        clearTimeout(later);
        ask.close();
        resolve(answer);
      }
      ask.postMessage("in view?");
    });
  }

  // Words the reader muted in the list are not told of either.
  function isMuted(row) {
    const fold = (text) => String(text).normalize("NFKC").toLowerCase();
    const { mute } = kept("live-filters", {}) || {};
    return Array.isArray(mute) && mute.some((word) => fold(row.text).includes(fold(word)));
  }

  async function tell(rows) {
    const important = rows.filter((row) => row.important && !isMuted(row));
    if (!isOn() || !important.length) return;
    const seen = await inView();
    // One tab at a time: what one has told, the next finds told.
    await navigator.locks.request("live-notify-told", function () {
      const told = kept("notify-told", []);
      const fresh = important.filter((row) => !told.includes(row.pk));
      const now = Date.now();
      const times = kept("notify-times", []).filter((at) => now - at < MINUTE && at <= now);
      const shown = seen ? [] : fresh.slice(0, Math.max(0, MOST - times.length));
      keep("notify-told", told.concat(fresh.map((row) => row.pk)).slice(-KEPT));
      keep("notify-times", times.concat(shown.map(() => now)));
      shown.forEach(show);
    });
  }

  function show(row) {
    try {
      const note = new Notification(title, { body: row.text.slice(0, 200), tag: "live-" + row.pk });
      note.onclick = function () {
        open(row.url, "_blank", "noopener"); // the page they left stays as they left it
        note.close();
      };
    } catch {
      keep("notify", false); // a phone that wants a service worker for this
    }
  }

  // --- Following the list while nobody looks --------------------------------------------

  async function changes(since) {
    let rows = [];
    let address = api + "?limit=500&since=" + since;
    for (let page = 0; address && page < PAGES; page += 1) {
      const answer = await fetch(address, { signal: AbortSignal.timeout(20000) });
      if (answer.status === 400) return { since: "now", rows: [] }; // the site began anew
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      rows = rows.concat(told.stories.filter((story) => "text" in story));
      since = told.since;
      address = told.next;
    }
    return { since, rows };
  }

  // `place` is where we are in the changes, and from where on stories are news.
  async function look() {
    let place = kept("notify-place", null);
    if (!place || Date.now() - place.at > 3 * EVERY) place = { since: "now", from: null };
    const found = await changes(place.since);
    const from = place.from ?? Number(found.since);
    keep("notify-place", { since: found.since, from, at: Date.now() });
    await tell(
      found.rows
        .filter((story) => story.born > from)
        .reverse() // the newest first
        .map((story) => ({ ...story, pk: story.id, time: story.time.at }))
    );
  }

  function watch() {
    if (leave) leave.abort();
    leave = null;
    if (!isOn() || !document.hidden) {
      if (!document.hidden) keep("notify-place", null); // what came so far can be seen
      return;
    }
    leave = new AbortController();
    const { signal } = leave;
    navigator.locks
      .request("live-notify", { signal }, async function () {
        while (!signal.aborted && isOn()) {
          await look().catch(function () {}); // it is asked again in a minute
          await new Promise(function (resolve) {
            setTimeout(resolve, EVERY);
            signal.addEventListener("abort", resolve);
          });
        }
      })
      .catch(function () {}); // we left before our turn came
  }

  // --- The switch -----------------------------------------------------------------------

  function showSwitch() {
    if (button) button.setAttribute("aria-pressed", String(isOn()));
  }
  function say(sentence) {
    said.textContent = button.dataset[sentence];
  }
  async function press() {
    if (!supported) return say("unsupported");
    if (isOn()) {
      keep("notify", false);
      say("off");
    } else {
      say("asking"); // some browsers hide the question, and wait
      const answer = await Notification.requestPermission();
      if (answer === "granted") keep("notify", true);
      say(answer !== "granted" ? "refused" : isOn() ? "on" : "unsupported");
    }
    showSwitch();
    watch();
  }

  if (button) button.addEventListener("click", press);
  showSwitch();
  if (!supported) return;
  document.addEventListener("live:arrived", (event) => tell(event.detail.rows));
  document.addEventListener("visibilitychange", watch);
  addEventListener("storage", function (event) {
    if (event.key !== "notify") return; // switched in another tab
    showSwitch();
    watch();
  });
  tabs.onmessage = function (event) {
    if (event.data === "in view?" && !document.hidden) tabs.postMessage("here");
  };
  watch();
})();
