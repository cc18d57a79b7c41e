// What the admin's own scripts build, made known to those who do not see it.
(function () {
  "use strict";

  // A field for several rows puts its button to clear all into the list of what is
  // chosen, where nothing but entries may be; each entry has a button of its own.
  document.querySelectorAll("select.admin-autocomplete[multiple]").forEach(function (select) {
    select.dataset.allowClear = "false";
  });

  // Fields that complete what one types: give each the name its label has on the page.
  function nameFields() {
    document.querySelectorAll("select.admin-autocomplete").forEach(function (select) {
      const label = document.querySelector("label[for='" + select.id + "']");
      const box = select.nextElementSibling;
      if (!label || !box) return;
      const name = label.textContent.replace(/[:：]\s*$/, "").trim();
      box.querySelectorAll("[role=combobox], [role=searchbox], [role=textbox]").forEach(function (field) {
        field.setAttribute("aria-label", name);
        if (field.getAttribute("role") !== "searchbox") field.removeAttribute("aria-labelledby");
      });
    });
    // A mark with a name and no role is read by nobody.
    document.querySelectorAll("span.help-tooltip[aria-label]").forEach(function (mark) {
      mark.setAttribute("role", "img");
    });
  }

  // The library builds its boxes in the queue of things to do when the page is ready,
  // which may come after load; at the end of that queue all are there.
  function nameInTurn() {
    if (window.django && django.jQuery) django.jQuery(nameFields);
  }
  addEventListener("load", nameInTurn);
  document.addEventListener("formset:added", nameInTurn);
})();
