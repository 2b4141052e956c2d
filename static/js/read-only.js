/* The editor of a page that is locked for this person: its fields take no input, but can be read,
   reached by keyboard and copied from. Wagtail builds some of them only after the page is there. */
(function () {
  const form = document.getElementById("page-edit-form");
  if (!form) return;
  const text = "input:not([type]), input[type=text], input[type=url], input[type=email], input[type=number], input[type=tel], textarea";
  const choice = "select, input[type=checkbox], input[type=radio], input[type=file]";

  function close(panel) {
    panel.querySelectorAll(text).forEach((field) => {
      if (!field.readOnly) field.readOnly = true;
    });
    panel.querySelectorAll(choice).forEach((field) => {
      if (!field.disabled) field.disabled = true;
    });
    panel.querySelectorAll("[contenteditable=true]").forEach((field) => {
      field.setAttribute("contenteditable", "false");
      field.setAttribute("aria-readonly", "true");
    });
  }

  form.querySelectorAll(".w-tabs__panel, .tab-content").forEach((panel) => {
    close(panel);
    new MutationObserver(() => close(panel)).observe(panel, {
      attributes: true,
      attributeFilter: ["contenteditable", "readonly", "disabled"],
      childList: true,
      subtree: true,
    });
  });
})();
