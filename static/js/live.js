// The live news beside a story: when to ask for news, and what to say when it fails.
(function () {
  "use strict";
  const LONGEST_WAIT = 5 * 60 * 1000;
  const ANNOUNCE_EVERY = 60 * 1000;
  let timer = null;
  let failures = 0;
  let announced = 0;

  const news = () => document.getElementById("live-news");

  function schedule() {
    clearTimeout(timer);
    if (!news() || document.hidden || !navigator.onLine) return;
    const every = Number(news().dataset.every) * 1000;
    timer = setTimeout(poll, Math.min(every * 2 ** failures, LONGEST_WAIT));
  }

  function poll() {
    if (news()) htmx.trigger(news(), "live:poll");
  }

  function say(sentence) {
    const quiet = news() && news().querySelector(".news-quiet");
    if (quiet) quiet.textContent = sentence; // a waiting bar stays: its news is still true
  }

  function announce() {
    const bar = document.querySelector(".news-bar");
    const status = document.getElementById("live-status");
    if (!bar || !status || Date.now() - announced < ANNOUNCE_EVERY) return;
    announced = Date.now();
    status.textContent = bar.textContent;
  }

  function isPoll(event) {
    return event.detail.requestConfig && event.detail.requestConfig.path.includes("/live/news/");
  }

  document.addEventListener("htmx:afterRequest", function (event) {
    if (!isPoll(event)) return;
    failures = event.detail.successful ? 0 : Math.min(failures + 1, 8);
    if (failures) say(news().dataset.failed);
    else if (event.detail.xhr.status === 204) say(news().dataset.quiet);
    schedule();
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    announce();
    // The bar the reader pressed is gone; put them on the rows it brought.
    if (event.target.id === "live" && document.activeElement === document.body) {
      document.getElementById("live-rows").focus({ preventScroll: true });
    }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) clearTimeout(timer);
    else poll(); // catches up once, then goes on at its pace
  });
  addEventListener("online", poll);
  addEventListener("offline", function () {
    clearTimeout(timer);
    if (news()) say(news().dataset.offline);
  });
  // On a phone the open sheet covers the page: what lies behind it is out of reach.
  function sheet() {
    const open = location.hash === "#live" && matchMedia("(max-width: 62rem)").matches;
    document.querySelectorAll("main, .masthead, .colophon, .strip-bar, .hot").forEach(function (part) {
      part.inert = open;
    });
    const rows = document.getElementById("live-rows");
    if (open && rows) rows.focus({ preventScroll: true });
    else if (location.hash === "#closed") document.getElementById("live-strip")?.focus({ preventScroll: true });
  }
  addEventListener("hashchange", sheet);
  addEventListener("keydown", function (event) {
    if (event.key === "Escape" && location.hash === "#live") location.hash = "closed";
  });
  document.addEventListener("DOMContentLoaded", function () {
    schedule();
    sheet();
  });
})();
