// Tell the site that this story was read, after five seconds of having it in view.
(function () {
  "use strict";
  const READING = 5500; // a little over the five the site asks for
  const story = document.querySelector("[data-read]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  let seen = 0;
  let since = null;
  let timer = null;

  function tell() {
    document.removeEventListener("visibilitychange", watch);
    fetch(story.dataset.read, {
      method: "POST",
      headers: { "X-CSRFToken": token.value },
      body: new URLSearchParams({ page: story.dataset.page }),
      keepalive: true,
    }).catch(function () {}); // a read that is not counted is no trouble to the reader
  }

  function watch() {
    clearTimeout(timer);
    if (document.hidden) {
      if (since !== null) seen += Date.now() - since;
      since = null;
      return;
    }
    since = Date.now();
    timer = setTimeout(tell, Math.max(READING - seen, 0));
  }

  if (!story || !token) return;
  document.addEventListener("visibilitychange", watch);
  watch();
})();
