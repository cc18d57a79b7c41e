// What the scripts of the live list share: its elements, its sentences, what is kept.
window.live = {};
(function (live) {
  "use strict";
  // Where it is written how news is asked for: the list, or the archive's page of today,
  // which only tells of it; null on other pages.
  live.root = document.getElementById("live") || document.getElementById("today");
  live.list = document.getElementById("live-rows");
  // Which story the list stands beside, so that rows about the same are marked.
  live.beside = live.root?.dataset.about ? "&about=" + encodeURIComponent(live.root.dataset.about) : "";
  live.byId = (id) => document.getElementById(id);

  const says = live.byId("live-says").content;

  // A sentence in the page's language; {n} and the like are filled in from *words*.
  live.say = function (key, words) {
    const text = says.querySelector('[data-say="' + key + '"]').textContent;
    return text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  };

  // Sets text only where it differs, so that nothing is redrawn or read out for nothing.
  live.put = function (element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  };

  // What the reader chose stays in their browser. Storage may be off or full.
  live.kept = function (name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  live.keep = function (name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };

  // Asks our own site and gives the answer, or throws: too late, refused, not ours.
  live.ask = async function (address, patience) {
    const answer = await fetch(address, {
      headers: { "X-Requested-With": "fetch" },
      cache: "no-store",
      redirect: "error", // a hotel's sign-in page is no answer
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) throw Object.assign(new Error(answer.status), { answer });
    return answer;
  };

  // The element of class *kind* in *html*, whole: a line that broke cuts an answer short.
  live.read = function (html, kind) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = page.querySelector("." + kind);
    const rows = found ? [...found.querySelectorAll(".row")] : [];
    if (!found || rows.length !== Number(found.dataset.rows)) throw new Error("not the list");
    return { data: found.dataset, rows: rows.map((row) => document.adoptNode(row)), found };
  };
})(window.live);
