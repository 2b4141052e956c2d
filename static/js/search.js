// Titles that go with what is being typed, offered by the browser's own list. Without this script
// the form works as it is.
(() => {
  const input = document.querySelector("input[data-suggestions]");
  if (!input || !input.list) return;
  const offered = new Map();
  let timer;
  let latest = "";

  const show = (titles) => {
    input.list.replaceChildren(
      ...titles.map((title) => Object.assign(document.createElement("option"), { value: title })),
    );
  };

  const look = async () => {
    const words = input.value.trim();
    latest = words;
    if (words.length < 3) return show([]);
    if (!offered.has(words)) {
      try {
        const answer = await fetch(
          `${input.dataset.suggestions}?${new URLSearchParams({ q: words })}`,
          { credentials: "omit" },
        );
        if (!answer.ok) return;
        offered.set(words, (await answer.json()).titles);
      } catch {
        return; // no connection: nothing is offered
      }
    }
    if (latest === words) show(offered.get(words));
  };

  // Some browsers offer no list where their own memory of the field is switched off.
  input.autocomplete = "on";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
})();
