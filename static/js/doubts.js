// The queue of doubts by keyboard: a key presses the button that is marked with it.
(function () {
  "use strict";
  let pressed = false; // a second key before the next page must not answer twice

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || pressed) return;
    if (event.target.closest("input:not([type=hidden]), textarea, select, [contenteditable]")) return;
    const button = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (!button) return;
    pressed = true;
    event.preventDefault();
    button.click();
  });
  addEventListener("pageshow", function () {
    pressed = false; // back again by the browser's own button
  });
})();
