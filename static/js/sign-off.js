/* The sheet works without this. With it the page under review is as tall as it is, so that one
   thumb scrolls everything; its links open beside it; "Return"
   and "Withdraw" put the cursor into the reason. */
(() => {
  const frame = document.querySelector("[data-sign-off-preview]");
  const fit = () => {
    const inside = frame.contentDocument;
    if (!inside || !inside.body) return;
    const height = () => {
      frame.style.height = `${Math.ceil(inside.body.getBoundingClientRect().height) + 2}px`;
    };
    frame.classList.add("sign-off__preview--whole");
    for (const link of inside.querySelectorAll("a[href]")) {
      if (!link.getAttribute("href").startsWith("#")) link.target = "_blank";
    }
    height();
    new ResizeObserver(height).observe(inside.body);
    // What the reader was sent to has just been pushed down.
    const busy = document.activeElement.closest(".sign-off__forms");
    const sent = document.querySelector(".sign-off [autofocus], .sign-off :target");
    const wanted = busy ? document.activeElement : sent;
    if (wanted && scrollY > 0) wanted.scrollIntoView({ block: "center" });
  };
  if (frame) {
    frame.addEventListener("load", fit);
    if (frame.contentDocument && frame.contentDocument.readyState === "complete") fit();
  }

  for (const link of document.querySelectorAll("[data-sign-off-reason]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const form = document.querySelector(link.hash);
      form.scrollIntoView();
      form.querySelector("textarea").focus({ preventScroll: true });
    });
  }

  const unfold = () => {
    const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (wanted instanceof HTMLDetailsElement) wanted.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
