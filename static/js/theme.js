// Runs before the page is painted, so a chosen theme never flashes the other one.
(function () {
  "use strict";
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];

  function stored() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is off: follow the system
    }
  }

  root.classList.add("js");
  try {
    // A list with filters is not painted before they have been applied to it.
    if (localStorage.getItem("live-filters")) root.classList.add("filtering");
  } catch {
    // Without storage there are no filters.
  }
  root.dataset.theme = order.includes(stored()) ? stored() : "auto";

  document.addEventListener("DOMContentLoaded", function () {
    const button = document.getElementById("theme-switch");
    if (!button) return;
    const label = button.getAttribute("aria-label");
    function show() {
      button.textContent = button.dataset[root.dataset.theme];
      button.setAttribute("aria-label", label + "：" + button.textContent);
    }
    button.addEventListener("click", function () {
      const next = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
      root.dataset.theme = next;
      try {
        localStorage.setItem("theme", next);
      } catch {
        // It holds for this page at least.
      }
      show();
    });
    show();
  });
})();
