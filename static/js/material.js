// Names the chosen files below the field; a phone's own control only says "3 files".
const field = document.querySelector("[data-material-files]");
const list = document.querySelector("[data-material-chosen]");

if (field && list) {
  field.addEventListener("change", () => {
    list.replaceChildren(
      ...Array.from(field.files, (file) => {
        const item = document.createElement("li");
        const size = new Intl.NumberFormat(document.documentElement.lang, {
          style: "unit",
          unit: "megabyte",
          maximumFractionDigits: 1,
        }).format(Math.max(file.size / 1024 / 1024, 0.1));
        item.textContent = `${file.name} (${size})`;
        return item;
      }),
    );
    list.hidden = field.files.length === 0;
  });
}
