/* What was typed outlives the session it was typed in (news/editor/session.py). Before a save the
   script asks whether it can succeed; if not, it says why and the page stays as it is. */
(() => {
  const said = document.currentScript.dataset;
  const LOOK_AGAIN = 10_000;
  const OFTEN = 500; // as Wagtail looks for changes
  let me = null;
  let lost = "";
  let asking = false;
  let passing = false;
  let triedAgain = false;

  const editor = () => document.querySelector("form[data-edit-form]");

  /* "ok", or why nothing can be saved: "away", "out", "other". */
  const look = async () => {
    try {
      const answer = await fetch(said.address, {
        cache: "no-store",
        headers: {
          Accept: "application/json",
          "X-Requested-With": "XMLHttpRequest",
        },
      });
      if (answer.status === 403) return "out";
      if (!answer.ok) return "away";
      const { user, token } = await answer.json();
      if (me !== null && me !== user) return "other";
      me = user;
      renew(token);
      return "ok";
    } catch {
      return "away";
    }
  };

  /* Signing in anew makes the tokens of all open pages void. */
  const renew = (token) => {
    for (const field of document.querySelectorAll(
      "[name=csrfmiddlewaretoken]",
    )) {
      field.value = token;
    }
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  };

  const tell = (why, type = "warning") => {
    const detail = { clear: true, text: said[why], type };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
    if (why !== "out" && why !== "other") return;
    const last = document.querySelector(
      "[data-w-messages-target=container] > :last-child",
    );
    const link = document.createElement("a");
    Object.assign(link, {
      href: said.login,
      target: "_blank",
      textContent: said.signIn,
    });
    last?.append(" ", link);
  };

  const saveSoon = () => {
    const detail = { bubbles: true, cancelable: true };
    editor()?.dispatchEvent(new CustomEvent("w-unsaved:add", detail));
  };

  /* A form shown again with its errors is saved once by Wagtail 7.4 and then not watched any more
     ("force" of w-unsaved keeps its look from starting): what is typed there would be lost. */
  const forced = () => editor()?.dataset.wUnsavedForceValue === "true";
  const written = () => new URLSearchParams(new FormData(editor())).toString();
  const keepWatching = () => {
    if (!forced()) return;
    let before = written();
    const again = setInterval(() => {
      if (!forced()) {
        clearInterval(again);
        editor()?.setAttribute(
          "data-w-unsaved-check-interval-value",
          OFTEN + 1,
        );
        return;
      }
      const now = written();
      if (now !== before) saveSoon();
      before = now;
    }, OFTEN);
  };
  document.addEventListener("DOMContentLoaded", keepWatching);

  const watch = async () => {
    if (!lost) return;
    const found = await look();
    if (found === "ok") {
      lost = "";
      tell("back", "success");
      saveSoon();
    } else {
      lost = found;
    }
  };
  setInterval(watch, LOOK_AGAIN);
  document.addEventListener("visibilitychange", watch);
  window.addEventListener("focus", watch);

  const lose = (why) => {
    if (lost !== why) tell(why);
    lost = why;
  };

  document.addEventListener("w-autosave:success", () => {
    triedAgain = false;
  });
  document.addEventListener("w-autosave:error", async ({ detail }) => {
    if (detail.type !== "server_error") return;
    const found = await look();
    if (found !== "ok") {
      lose(found);
    } else if (!triedAgain) {
      triedAgain = true;
      saveSoon();
    }
  });

  /* Wagtail disables a button once it was clicked; a disabled one would not be sent along. */
  const busy = (button, is) => {
    if (!button?.hasAttribute("data-w-progress-loading-value") && is) return;
    button?.setAttribute("data-w-progress-loading-value", String(is));
    if (!is) button?.removeAttribute("disabled");
  };

  const pass = (button) => {
    let gone = false;
    const after = (event) => {
      gone = !event.defaultPrevented;
    };
    window.addEventListener("submit", after);
    passing = true;
    editor().requestSubmit(button);
    passing = false;
    window.removeEventListener("submit", after);
    if (gone) busy(button, true);
  };

  document.addEventListener(
    "submit",
    async (event) => {
      if (passing || event.target !== editor()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      const button = event.submitter;
      const found = await look();
      asking = false;
      busy(button, false);
      if (found === "ok") {
        pass(button);
        return;
      }
      lost = found;
      tell(found);
    },
    true,
  );

  look();
})();
