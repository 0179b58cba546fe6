// The chat in the page. Without this script the form still works: it asks by GET.
// Texts of people and bulletins only ever become text nodes.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const form = $("ask"), box = $("q"), thread = $("thread"), notice = $("notice");
  const memory = form.elements.conversation, button = form.querySelector("button");
  const words = $("words").dataset;
  const english = document.documentElement.lang === "en";
  const touch = matchMedia("(pointer: coarse)").matches;
  let count = 0, waiting = false;

  const copy = (id) => $(id).content.firstElementChild.cloneNode(true);
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (text) => { $("announce").textContent = text; };

  function complain(text) {
    notice.hidden = !text;
    notice.textContent = text;
  }

  function pageOf(question, conversation) {
    const query = new URLSearchParams({ q: question });
    if (conversation) query.set("conversation", conversation);
    if (english) query.set("lang", "en");
    return form.getAttribute("action").split("?")[0] + "?" + query;
  }

  function dateOf(iso) {
    if (!iso) return "";
    const parts = iso.split("-");
    if (!english) return parts.reverse().join("/") + " · ";
    const form = { year: "numeric", timeZone: "UTC" };
    if (parts[1]) form.month = "long";
    if (parts[2]) form.day = "numeric";
    return new Intl.DateTimeFormat("en-GB", form).format(new Date(iso)) + " · ";
  }

  // The three marks of an answer's text: **bold**, [n] and lines that begin with "- ".
  function inline(parent, line, known, prefix) {
    let at = 0;
    for (const match of line.matchAll(/\*\*([^*\n]+)\*\*|\[(\d{1,3})\]/g)) {
      const [whole, bold, n] = match;
      if (n && !known.has(Number(n))) continue;
      const before = line.slice(at, match.index);
      parent.append(n && before ? before.trimEnd() + "\u00a0" : before);  // no line break before a mark
      const node = document.createElement(bold ? "b" : "a");
      node.textContent = bold || Number(n);
      if (n) {
        node.className = "cite";
        node.href = "#" + prefix + Number(n);
        node.setAttribute("aria-label", fill(words.source, { n }));
      }
      parent.append(node);
      at = match.index + whole.length;
    }
    parent.append(line.slice(at));
  }

  function write(parent, text, known, prefix) {
    let list = null;
    for (const line of text.split("\n").filter((l) => l.trim())) {
      const item = line.startsWith("- ");
      if (item && !list) parent.append(list = document.createElement("ul"));
      if (!item) list = null;
      const node = document.createElement(item ? "li" : "p");
      inline(node, item ? line.slice(2) : line, known, prefix);
      (list || parent).append(node);
    }
  }

  function card(citation, prefix) {
    const node = copy("new-card"), find = (name) => node.querySelector(name);
    const letters = Array.from(citation.quote);  // offsets count characters, not UTF-16 units
    const [low, high] = citation.highlight.map((at) => at - citation.start);
    const [before, after] = node.querySelectorAll("blockquote span");
    before.textContent = letters.slice(0, low).join("");
    find("mark").textContent = letters.slice(low, high).join("");
    after.textContent = letters.slice(high).join("");
    node.id = prefix + citation.n;
    node.value = citation.n;
    find("cite").textContent = citation.title;
    find(".where").textContent = dateOf(citation.published) +
      (citation.paragraph ? fill(words.paragraph, { n: citation.paragraph }) : words.title);
    const page = new URL(citation.page, location.href);
    if (english) page.searchParams.set("lang", "en");
    find(".read").href = page.pathname + page.search + page.hash;
    if (/^https?:\/\//i.test(citation.url || "")) find(".portal").href = citation.url;
    else find(".portal").remove();
    return node;
  }

  function show(node, question, answer, conversation) {
    const prefix = "c" + ++count + "-", find = (name) => node.querySelector(name);
    find(".loading").remove();
    find(".answer").classList.add(answer.status);
    find(".answer").lang = answer.language;
    for (const label of node.querySelectorAll("[data-status]"))
      if (label.dataset.status !== answer.status) label.remove();
    find("q").textContent = answer.understood;
    find(".understood").hidden = !answer.understood;
    write(find(".text"), answer.text, new Set(answer.citations.map((c) => c.n)), prefix);
    find(".cards").append(...answer.citations.map((c) => card(c, prefix)));
    if (!answer.citations.length) { find(".cards").remove(); find(".sources").remove(); }
    for (const text of answer.suggestions) {
      const chip = copy("new-chip"), link = chip.firstElementChild;
      link.textContent = text;
      link.href = pageOf(text, answer.conversation);
      find(".next .chips").append(chip);
    }
    if (!answer.suggestions.length) find(".next").remove();
    find(".permalink").href = pageOf(answer.understood || question, conversation);
    find(".how").dataset.question = answer.understood || question;  // for how.js
    find(".how").hidden = false;
    say(fill(words.announced, { text: find(".text").innerText, n: answer.citations.length }));
  }

  async function fetchAnswer(message, conversation) {
    const response = await fetch(form.dataset.api, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({ message, ...(conversation && { conversation }), ...(english && { language: "en" }) }),
      signal: AbortSignal.timeout(30000),
    });
    const body = await response.json();
    if (!response.ok) throw Object.assign(new Error(), { said: body.detail });
    return body;
  }

  async function ask(question, typed) {
    if (waiting) return;
    const conversation = memory.disabled ? "" : memory.value;
    const node = copy("new-exchange");
    node.querySelector(".asked").textContent = question;
    waiting = true;
    button.setAttribute("aria-disabled", "true");
    complain("");
    say(words.loading);
    $("hero").hidden = $("examples").hidden = true;
    thread.append(node);
    node.scrollIntoView();
    try {
      const answer = await fetchAnswer(question, conversation);
      show(node, question, answer, conversation);
      memory.value = answer.conversation || "";
      memory.disabled = !answer.conversation;
      $("again").hidden = false;
      history.replaceState(null, "", pageOf(question, conversation));
      if (typed && box.value.trim() === question) box.value = "";
      if (typed && !touch) box.focus({ preventScroll: true });
      else node.querySelector(".answer").focus({ preventScroll: true });
      node.scrollIntoView();
    } catch (error) {
      node.remove();
      $("hero").hidden = $("examples").hidden = thread.children.length > 0;
      if (!box.value.trim()) box.value = question;  // a pressed example is kept like a typed question
      say("");
      complain(error.said || words.offline);
      box.focus();
    } finally {
      waiting = false;
      button.removeAttribute("aria-disabled");
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = box.value.trim();
    if (Array.from(question).length > Number(form.dataset.longest)) complain(words.tooLong);
    else if (question) ask(question, true);
  });
  box.addEventListener("keydown", (event) => {
    // While an input method composes (Telex, VNI), Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-ask]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    ask(link.textContent, false);
  });
  // A paste may be longer than the box takes: let it in and say so, rather than cut it unseen.
  box.removeAttribute("maxlength");
})();
