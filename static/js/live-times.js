// Times in the list: 「3分钟前」 for an hour, then the clock; always of the same width.
(function (live) {
  "use strict";
  const HOUR = 60 * 60 * 1000;
  const MINUTE = 60 * 1000;
  const OFF_BY = 30 * 1000; // less than this and the reader's own clock is believed
  let ahead = 0; // how far the site's clock is before the reader's
  const beijing = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

  live.now = () => Date.now() + ahead;
  live.today = () => beijing.format(live.now());
  live.yesterday = () => beijing.format(live.now() - 24 * HOUR);
  live.clock = () =>
    new Intl.DateTimeFormat("zh-Hans", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .format(live.now());

  live.heardTime = function (header) {
    const difference = Date.parse(header) - Date.now();
    ahead = Math.abs(difference) > OFF_BY ? difference : 0;
  };

  function wording(time) {
    const age = live.now() - Date.parse(time.dateTime);
    // Paused, nothing on the page changes by itself; only the clock stays true then.
    if (live.paused || "wholeDay" in time.dataset || age >= HOUR || age < -MINUTE) return time.dataset.clock;
    return age < MINUTE ? live.say("now") : live.say("minutes", { n: Math.floor(age / MINUTE) });
  }

  live.showTimes = function (times) {
    for (const time of times) {
      if (!time.dateTime) continue;
      time.dataset.clock ||= time.textContent; // the server prints the clock
      live.put(time, wording(time));
    }
  };

  live.showAllTimes = () => live.showTimes(document.querySelectorAll(".rows:not(.still) .when time, .strip time"));

  setInterval(function () {
    if (document.hidden || live.paused) return;
    live.showAllTimes();
    if (live.list) live.headings(); // after midnight 今天 is 昨天
  }, 15 * 1000);
  document.addEventListener("visibilitychange", () => live.showAllTimes());
  live.showAllTimes();
})(window.live);
