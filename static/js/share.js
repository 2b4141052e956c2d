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
