// The wordings of a row: 「3家」 opens what each outlet wrote, below the row's words.
(function (live) {
  "use strict";
  const SOON = 300; // an answer within this opens as large as it is; a later one in a fixed box
  let number = 0;

  function close(row) {
    row.classList.remove("open");
    row.querySelector(".wordings-here")?.remove();
    row.querySelector(".outlets").setAttribute("aria-expanded", "false");
  }

  function open(row, link) {
    const box = document.createElement("div");
    box.className = "wordings-here";
    box.id = "wordings-" + ++number;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", link.textContent);
    const wait = document.createElement("p");
    wait.className = "by";
    wait.textContent = live.say("wordings-wait");
    box.append(wait);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", box.id);
    row.classList.add("open");
    box.hidden = true;
    row.querySelector(".told").append(box);
    const slow = setTimeout(function () {
      box.classList.add("fixed"); // its size is settled before its words are there
      box.hidden = false;
    }, SOON);
    const failed = () => {
      box.hidden = false;
      live.put(box.querySelector("p"), live.say("wordings-failed"));
    };
    for (const trouble of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) box.addEventListener(trouble, failed);
    const source = row.querySelector(".when").getAttribute("href");
    const asked = htmx.ajax("GET", source, { source: box, target: box, swap: "innerHTML show:none" });
    const came = function () {
      clearTimeout(slow);
      box.hidden = false;
    };
    asked.then(came, came); // what went wrong is said by `failed`
  }

  live.toggleWordings = function (row) {
    const link = row.querySelector(".outlets");
    if (row.matches(".open")) close(row);
    else open(row, link);
  };

  // The words themselves open them too, unless they are being selected or are a link.
  document.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest(".row .outlets");
    const words = event.target.closest(".row-text") && !event.target.closest("a") && getSelection().isCollapsed;
    if (!link && !words) return;
    event.preventDefault();
    live.toggleWordings(event.target.closest(".row"));
  });
})(window.live);
