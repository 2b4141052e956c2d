// Copies the page's address. Without a script, or without a clipboard, the button stays hidden.
{
  const item = document.querySelector("[data-copy]");
  const said = document.querySelector("[data-copied]");

  if (item && said && navigator.clipboard) {
    item.hidden = false;
    item.firstElementChild.addEventListener("click", async ({ currentTarget: button }) => {
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(button.value);
        said.textContent = button.dataset.done;
      } catch {
        said.textContent = button.dataset.failed;
      }
    });
  }
}

// Shows a gallery's pictures one at a time: arrow keys, swipe, Escape. Without it each picture is
// a link to its larger size. The slides scroll by themselves, so that a finger needs no script.
for (const list of document.querySelectorAll("[data-gallery]")) {
  const dialog = list.nextElementSibling;
  const track = dialog.querySelector(".viewer__track");
  const count = dialog.querySelector(".viewer__count");
  const links = Array.from(list.querySelectorAll("a.figure__link"));

  const slide = (link) => {
    const item = document.createElement("li");
    const figure = link.closest("figure").cloneNode(true);
    const image = figure.querySelector("img");
    for (const name of ["srcset", "sizes", "width", "height", "fetchpriority"]) {
      image.removeAttribute(name);
    }
    image.loading = "lazy";
    image.src = link.href;
    figure.querySelector("a").replaceWith(image);
    item.append(figure);
    return item;
  };
  const place = () => Math.round(track.scrollLeft / track.clientWidth) || 0;
  const show = (index, behavior) => {
    const left = ((index + links.length) % links.length) * track.clientWidth;
    track.scrollTo({ left, behavior });
  };
  const tell = () => {
    const text = `${place() + 1} / ${links.length}`;
    if (count.textContent !== text) count.textContent = text;
  };

  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!track.children.length) track.append(...links.map(slide));
      dialog.showModal();
      show(index, "instant");
      tell();
    });
  });
  track.addEventListener("scroll", tell, { passive: true });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (event.target === dialog || (button && button.value === "0")) dialog.close();
    else if (button) show(place() + Number(button.value));
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(place() + step);
  });
}
