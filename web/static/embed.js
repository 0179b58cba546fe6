// Settings take effect as they are chosen.  Without this script the form's button does the same.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const form = $("settings"), copy = $("copy");
  let waiting;

  async function show() {
    const kept = [...new FormData(form)].filter(([, value]) => value);
    const address = form.getAttribute("action").split("?")[0] + "?" + new URLSearchParams(kept);
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      const { line, preview } = await response.json();
      $("line").textContent = line;
      if ($("preview").getAttribute("src") !== preview) $("preview").src = preview;
      history.replaceState(null, "", address);
    } catch {
      form.submit();  // then the server's page says what is wrong
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText($("line").textContent);
      const said = copy.textContent;
      copy.textContent = copy.dataset.done;
      setTimeout(() => { copy.textContent = said; }, 2000);
    } catch {
      getSelection().selectAllChildren($("line"));  // ready for the keyboard's own copy
    }
  });
})();
