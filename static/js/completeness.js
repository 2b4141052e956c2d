/* A line of the completeness panel leads to the field it is about and puts the cursor there.
   Wagtail reads "#:w:contentpath=…" only while a page is loaded. */
(() => {
  const FOCUSABLE =
    "input:not([type=hidden]):not([disabled]), textarea:not([disabled]), select:not([disabled]), [contenteditable=true], button:not([disabled])";

  /* As far down the path as there is something: a block may have gone since the last save. */
  const find = (path) => {
    let found = null;
    for (const name of path.split(".")) {
      const inner = (found || document).querySelector(
        `[data-contentpath="${CSS.escape(name)}"]`,
      );
      if (!inner) break;
      found = inner;
    }
    return found;
  };

  const open = (element) => {
    const tab = element.closest('[role="tabpanel"][hidden]');
    if (tab) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
    for (
      let hidden = element.closest("[hidden]");
      hidden;
      hidden = element.closest("[hidden]")
    ) {
      const toggle = document.querySelector(`[aria-controls="${hidden.id}"]`);
      if (!hidden.id || !toggle) break;
      toggle.click();
      if (hidden.hidden) hidden.removeAttribute("hidden");
    }
  };

  const isShown = (element) => element.getClientRects().length > 0;

  const lead = (target) => {
    open(target);
    const inside = [...target.querySelectorAll(FOCUSABLE)].filter(isShown);
    const field =
      inside.find((element) => !element.matches("button")) || inside[0];
    target.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-completeness-path]");
    const target = link && find(link.dataset.completenessPath);
    if (!target) return;
    event.preventDefault();
    // On a phone the panel lies over the form.
    const side = document.querySelector("[data-form-side]");
    if (side && side.getBoundingClientRect().width > innerWidth * 0.8) {
      side.querySelector("[data-form-side-close-button]").click();
    }
    requestAnimationFrame(() => lead(target));
  });
})();
