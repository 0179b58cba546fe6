// The conversation: asking, showing what comes back, keeping it.
const SLOW = 6000;  // milliseconds after which waiting is explained

class Talk {
  /** *panel* gives say, language, memory, tell, thread, box, notice, root, longest and contact. */
  constructor(panel) {
    this.panel = panel;
    this.waiting = false;
  }

  async ask(text, typed) {
    const { panel } = this, { say, language, box, thread } = panel, question = trim(text);
    if (this.waiting || !question) return;
    if (letters(question).length > panel.longest) return panel.complain(say("too_long", { longest: panel.longest }));
    this.waiting = true;
    panel.complain("");
    panel.begun(true);
    hush();
    const state = createTextNode(document, say("loading"));
    const answer = h("div", { class: "answer", tabindex: "-1" }, h("p", { class: "soft" },
      h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), state));
    const node = this.exchangeOf(question, answer);
    appendChild(thread, node);
    panel.bring(node);
    panel.tell(say("loading"));
    const slow = later(() => {
      state.data = say("slow");
      panel.tell(say("slow"));
    }, SLOW);
    try {
      const kept = panel.memory.read();
      const got = await call("/api/chat", language, { message: question,
        ...(kept.conversation && { conversation: kept.conversation }), ...(language === "en" && { language }) });
      const exchange = { q: question, a: slim(got), c: got.conversation };
      panel.memory.change((now) => {
        push(now.talk, exchange);
        now.conversation = got.conversation;
      });
      this.shown = gist(panel.memory.read().talk);
      this.fill(answer, exchange);
      if (!panel.root.isConnected) panel.options.refresh();  // the panel was drawn anew, in another language
      panel.tell(say("announced", { text: spoken(got.text), n: exchange.a.citations.length }));
      if (typed && trim(box.value) === question) panel.put("");
      if (!typed || TOUCH) answer.focus({ preventScroll: true });
    } catch (refusal) {
      drop(node);
      panel.begun(thread.childNodes.length > 0);
      if (!trim(box.value)) panel.put(question);
      panel.complain(refusal.said || say(navigator.onLine === false ? "offline" : "unreachable"), () => this.ask(box.value, true));
    }
    cancel(slow);
    this.waiting = false;
    panel.bring(node);
  }

  /** Show what was said on other pages meanwhile; what is open or half written here stays if there is nothing. */
  refresh() {
    if (!this.waiting && this.shown !== gist(this.panel.memory.read().talk)) this.recall();
  }

  /** What was said before, from memory. */
  recall() {
    const { panel } = this, { talk } = panel.memory.read();
    this.shown = gist(talk);
    empty(panel.thread);
    for (const exchange of talk) {
      try {
        const answer = h("div", { class: "answer", tabindex: "-1" });
        this.fill(answer, exchange);
        appendChild(panel.thread, this.exchangeOf(exchange.q, answer));
      } catch { /* not of our making: left out */ }
    }
    panel.begun(panel.thread.childNodes.length > 0);
    if (panel.thread.lastChild) panel.bring(panel.thread.lastChild);
  }

  exchangeOf(question, answer) {
    return h("section", { class: "exchange" },
      h("h3", { class: "question" }, unseen(this.panel.say("asked") + " "), question), answer);
  }

  fill(node, exchange) {
    const { panel } = this, { say, language } = panel, { a } = exchange;
    const sources = each(a.citations, (c) => source(c, say, language));
    const cite = (n) => {
      for (const one of sources)
        if (getAttribute(one, "data-n") === "" + n) return this.mark(n, one);
      return null;
    };
    // Asked back, a person chooses among readings; otherwise suggestions lead on.
    const asked = a.choices || (a.status === "clarify" && a.suggestions), label = say("status_" + a.status);
    set(node, { class: "answer " + a.status, lang: a.language });
    write(node,
      a.understood && h("p", { class: "soft", lang: language }, say("understood") + " ", h("q", { lang: a.language }, a.understood)),
      label && h("p", { class: "status", lang: language }, label),
      h("div", { class: "text" }, ...prose(a.text, cite)),
      a.status === "not_found" && this.contact(h("p", { class: "contact", lang: language })),
      sources.length > 0 && h("h4", { lang: language }, say("sources")),
      sources.length > 0 && h("div", { class: "sources", lang: language }, ...sources),
      this.chips(asked, "choices", language, say("choose")),
      this.canJudge(a) && h("div", { class: "after", lang: language }, this.tools(exchange), this.opinion(exchange)),
      asked !== a.suggestions && this.chips(a.suggestions, "next", language, say("suggestions")));
  }

  mark(n, details) {
    return h("button", { type: "button", class: "cite", "aria-label": this.panel.say("source", { n }), click: () => {
      details.open = true;
      details.firstChild.focus();
    } }, "" + n);
  }

  /** Whom to call, written into its place; the place is hidden while that is not known. */
  contact(place) {
    const { say, contact } = this.panel;
    set(place, { hidden: !contact.length });
    return write(place, say("contact") + " ", ...each(contact, (part) =>
      exec(/^(tel|mailto):/, part.href || "") ? h("a", { href: part.href }, part.text) : part.text));
  }

  chips(texts, kind, language, title, heading = "h4") {
    if (!texts || !texts.length) return null;
    return h("div", { class: kind, lang: language }, title && h(heading, null, title), h("ul", { class: "chips" }, ...each(texts, (text) =>
      h("li", null, h("button", { type: "button", click: () => this.ask(text, false) }, text)))));
  }

  tools(exchange) {
    const { panel } = this, { say, language } = panel, { a } = exchange;
    const told = (on) => set(reader, { "aria-pressed": "" + on });
    const reader = tool("listen", say("listen"), () => readAloud(spoken(a.text), a.language, told), { "aria-pressed": "false" });
    whenVoiced(a.language, (able) => set(reader, { hidden: !able }));
    return h("p", { class: "tools" }, tool("copy", say("copy"), async () =>
      panel.tell(say((await toClipboard(asText(exchange, say, language), panel.root)) ? "copied" : "not_copied"), true)), reader);
  }

  canJudge(a) {
    return a.status !== "small_talk" && a.status !== "refused" && a.status !== "clarify";
  }

  opinion(exchange) {
    const { panel } = this;
    return opinion(exchange, panel.say, async ({ q, a, c }, value) => {
      await call("/api/feedback", panel.language, { ...value, question: a.understood || q, status: a.status, conversation: c });
      exchange.o = true;
      panel.memory.change((now) => {
        for (const one of now.talk) if (one.q === q && one.c === c) one.o = true;
      });
    }, (text) => panel.tell(text));
  }
}

const gist = (talk) => join(each(talk, ({ q, a }) => q + "\n" + (a && a.text)), "\n");

/** What is worth keeping of an answer. */
function slim({ status, text, language, citations, suggestions, choices, understood }) {
  return { status, text, language, citations, suggestions, choices, understood };
}
const TOUCH = matchMedia("(pointer: coarse)").matches;
