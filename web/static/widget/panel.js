// The panel: head with its tools, the conversation, the box to ask in.
const SIZES = [0.875, 1, 1.125, 1.25, 1.5, 1.75, 2], USUAL = 1;

class Panel {
  /** *options*: language, title, greeting, examples; *close* is null for a panel that stands in the page. */
  constructor(options, memory, close, speak) {
    Object.assign(this, { memory, close, language: options.language, options, longest: 2000, contact: [] });
    const say = (this.say = speak);
    this.thread = h("div", { class: "thread" });
    this.live = h("p", { class: "unseen", role: "status" });
    this.hint = h("p", { class: "hint", hidden: true });
    this.notice = h("p", { class: "notice", hidden: true });
    this.start = h("div", { class: "start" });
    this.talk = new Talk(this);
    const head = h("h2", { id: "title" }, options.title || say("name"));
    this.scroller = h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": say("conversation") }, this.start, this.thread);
    this.root = h(close ? "dialog" : "section", { class: "panel", "aria-labelledby": "title", ...(close && CAN_POP && { popover: "manual" }) },
      h("div", { class: "head" }, h("div", { class: "name" }, head, h("p", null, say("tagline"))), this.tools()),
      this.scroller, this.notice, this.composer(), this.live, this.hint);
    // What is typed here is no shortcut of the page, and no modal of the page may pull the focus away.
    for (const type of ["keydown", "keyup", "keypress", "focusin", "focusout"]) listen(this.root, type, (event) => event.stopPropagation());
    this.resize(0);
    this.talk.recall();
  }

  tools() {
    const { say } = this, text = (shown, key, click, more) =>
      h("button", { type: "button", class: "tool", "aria-label": say(key), title: say(key), click, ...more }, shown);
    const other = this.language === "vi" ? "en" : "vi";
    this.clearer = tool("clear", say("clear"), () => this.clear());
    return h("div", { class: "tools" },
      text("A−", "smaller", () => this.resize(-1)), text("A+", "larger", () => this.resize(1)),
      h("button", { type: "button", class: "tool", lang: other, title: say("switch"), "aria-label": say("switch"), click: () => this.options.change(other) }, upper(other)),
      this.clearer, this.close && tool("close", say("close"), () => this.close()));
  }

  composer() {
    const { say } = this;
    this.box = h("textarea", { rows: "1", "aria-label": say("label"), placeholder: say("placeholder"), enterkeyhint: "send",
      input: () => this.grow(),
      keydown: (event) => {
        // While an input method composes (Telex, VNI), Enter belongs to it.
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.talk.ask(this.box.value, true);
      } });
    const ear = Recognition && tool("dictate", say("dictate"), () => this.listenTo(ear), { "aria-pressed": "false" });
    return h("form", { class: "ask", submit: (event) => {
      event.preventDefault();
      this.talk.ask(this.box.value, true);
    } }, h("div", { class: "box" }, this.box, ear, h("button", { type: "submit", class: "main send", "aria-label": say("send"), title: say("send") }, icon("send"))),
    h("p", { class: "soft" }, say("fine")));
  }

  put(text) {
    this.box.value = text;
    this.grow();
  }
  /** The box is as high as what is written in it: of itself where the browser can do that. */
  grow() {
    if (GROWS) return;
    this.box.style.height = "auto";
    this.box.style.height = this.box.scrollHeight + 2 + "px";
  }

  /** Examples and contact come when the panel is first seen, not with the page. */
  async furnish() {
    if (this.furnished) return;
    this.furnished = true;
    const { options } = this;
    const given = options.examples ? split(options.examples, "|") : [];
    this.greet(given);
    try {
      const told = await call("/api/widget?lang=" + this.language, this.language);
      this.longest = told.longest;
      this.contact = told.contact;
      if (!given.length) this.greet(told.examples);
    } catch { this.furnished = false; /* asking will say it */ }
    for (const place of this.root.querySelectorAll(".contact")) this.talk.contact(place);
  }
  greet(examples) {
    write(this.start, h("p", { class: "greeting" }, this.options.greeting || this.say("greeting")),
      examples.length > 0 && this.talk.chips(each(examples, trim), "next", this.language, this.say("examples"), "h3"));
  }

  /** Whether something has been said: the greeting gives way. */
  begun(is) {
    set(this.start, { hidden: is });
    set(this.clearer, { hidden: !is });
  }
  tell(text, shown) {
    write(this.live, text);
    if (!shown) return;
    set(write(this.hint, text), { hidden: false });
    cancel(this.hiding);
    this.hiding = later(() => set(this.hint, { hidden: true }), 4000);
  }
  complain(text, again) {
    set(write(this.notice, text, again && " ", again && h("button", { type: "button", click: again }, this.say("again"))), { hidden: !text });
    if (!text) return;
    this.tell(text);
    if (!TOUCH) this.box.focus({ preventScroll: true });
  }
  resize(step) {
    const kept = this.memory.read();
    const now = Math.min(SIZES.length - 1, Math.max(0, (kept.size === undefined ? USUAL : kept.size) + step));
    if (step) this.memory.change((all) => { all.size = now; });
    this.root.style.setProperty("--dc-size", SIZES[now]);
    if (step) this.tell(this.say("size", { percent: Math.round(SIZES[now] * 100) }), true);
  }
  clear() {
    const before = this.memory.read();
    hush();
    this.memory.change((now) => { now.talk = []; now.conversation = null; });
    this.talk.recall();
    this.complain(this.say("cleared"));
    add(this.notice, [" ", h("button", { type: "button", click: () => {
      this.memory.change((now) => { now.talk = before.talk; now.conversation = before.conversation; });
      this.talk.recall();
      this.complain("");
    } }, this.say("undo"))]);
  }
  /** Show an exchange from its question on; only the panel scrolls, never the page. */
  bring(node) {
    if (node.parentNode) this.scroller.scrollTop += node.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top - 8;
  }
  listenTo(ear) {
    if (this.stopEar) return this.stopEar();
    const before = this.box.value;
    try {
      this.stopEar = dictate(this.language, (text) => this.put((before && before + " ") + text), (failed) => {
        this.stopEar = null;
        set(ear, { "aria-pressed": "false" });
        if (failed) this.complain(this.say("not_heard"));
        else this.box.focus();
      });
      set(ear, { "aria-pressed": "true" });
      this.tell(this.say("listening"), true);
    } catch {
      this.complain(this.say("not_heard"));
    }
  }
}
const GROWS = !!(window.CSS && CSS.supports("field-sizing", "content"));
const CAN_POP = "showPopover" in HTMLElement.prototype;
