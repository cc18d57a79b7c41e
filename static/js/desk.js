// Fields that complete what one types: give each the name its label has on the page.
(function () {
  "use strict";

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
  }

  // The library builds its boxes in the queue of things to do when the page is ready,
  // which may come after load; at the end of that queue all are there.
  addEventListener("load", () => django.jQuery(nameFields));
})();
