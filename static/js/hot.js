// A tab of the hot list that cannot be had says so, over the list that stays.
(function (live) {
  "use strict";
  function say(text) {
    live.put(document.querySelector("#hot-list .hot-said"), text);
  }
  const isTab = (event) => event.target.closest?.("#hot-list .tabs");

  for (const trouble of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    document.addEventListener(trouble, (event) => isTab(event) && say(live.say("hot-failed")));
  document.addEventListener("htmx:beforeRequest", (event) => isTab(event) && say(""));
  addEventListener("online", () => say(""));
})(window.live);
