/* Remembers, in this browser only, which notice a reader has folded away. Works without it too. */
(function () {
  "use strict";
  var fold = document.getElementById("serta-merta");
  if (!fold) return;
  var KEY = "serta-merta";
  try {
    if (localStorage.getItem(KEY) === fold.dataset.notice) fold.open = false;
    fold.addEventListener("toggle", function () {
      try {
        if (fold.open) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, fold.dataset.notice);
      } catch (error) {
        /* a browser that keeps nothing */
      }
    });
  } catch (error) {
    /* a browser that keeps nothing: the notice stays open on the next page */
  }
})();
