// How a question was understood is fetched when somebody unfolds it (chat.js adds the answers).
(() => {
  "use strict";

  function described([label, value]) {
    const term = document.createElement("dt"), text = document.createElement("dd");
    term.textContent = label;
    text.textContent = value;
    return [term, text];
  }

  function weighed(one) {
    const item = document.createElement("li"), quote = document.createElement("q");
    item.classList.toggle("chosen", one.chosen);
    quote.lang = "vi";
    quote.textContent = one.quote;
    item.append(quote, (one.place && " · " + one.place) + ": " + one.verdict);
    return item;
  }

  async function explain(details) {
    const url = new URL(details.dataset.explain, location.href), list = details.querySelector("dl");
    url.searchParams.set("q", details.dataset.question);
    if (document.documentElement.lang === "en") url.searchParams.set("lang", "en");
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(30000) });
      if (!response.ok) throw new Error();
      const how = await response.json();
      list.replaceChildren(...how.parts.flatMap(described));
      details.querySelector("p").hidden = !how.considered.length;
      details.querySelector("ul").replaceChildren(...how.considered.map(weighed));
      delete details.dataset.explain;  // once is enough
    } catch (error) {
      list.textContent = details.dataset.failed;
    }
  }

  // Unfolding does not bubble, but it is captured.
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details.matches("details.how[data-question]") && details.open && details.dataset.explain) explain(details);
  }, true);
})();
