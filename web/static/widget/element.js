// The element <dan-chung>: in the page it is a panel where it stands; made by the script line it floats.
// Options are data- attributes, of the script line or of an element of its own.
const OPTIONS = ["language", "position", "color", "theme", "title", "greeting", "examples", "open", "memory"];
const script = (() => {
  const found = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript").get.call(document);
  return found && found.src ? found : document.querySelector('script[src*="/widget.js"]');
})();
const SERVER = new URL(script.src).origin;
const PHONE = matchMedia("(max-width: 35em), (max-height: 28em)"), DARK = matchMedia("(prefers-color-scheme: dark)");
// Old portals say nothing of phones (no viewport in their head): such a page is laid out wide and shown small.
function squeeze() {
  const sides = [screen.width, screen.height];
  const across = (innerWidth > innerHeight ? Math.max : Math.min)(...sides);
  return TOUCH && innerWidth > 1.3 * across ? innerWidth / across : 1;
}
// Paper and tint of light and dark: what a colour must be readable on.
const GROUND = { light: [231, 240, 234], dark: [28, 47, 39] };

class DanChung extends HTMLElement {
  static get observedAttributes() { return each(OPTIONS, (name) => "data-" + name); }

  connectedCallback() {
    if (!this.shadow) {
      dress((this.shadow = attachShadow(this, { mode: "open" })));
      listen(DARK, "change", () => this.paint());
      for (const changed of [PHONE, window]) listen(changed, changed === window ? "resize" : "change", () => this.measure());
      listen(window, "storage", (event) => {
        if (event.key === this.memory.name && this.panel) this.panel.talk.refresh();
      });
    }
    this.draw();
  }
  disconnectedCallback() { hush(); }
  attributeChangedCallback() { if (this.shadow) this.draw(); }

  /** An option: the element's own attribute, else that of the script line. */
  option(name) {
    const own = getAttribute(this, "data-" + name);
    return own === null ? getAttribute(script, "data-" + name) : own;
  }

  draw() {
    this.memory = new Memory(SERVER, this.option("memory"));
    const asked = this.memory.read().language || this.option("language") || document.documentElement.lang;
    this.language = starts(asked || "", "en") ? "en" : "vi";
    this.floats = getAttribute(this, "floating") !== null;
    const wasOpen = this.isOpen;
    this.isOpen = false;
    this.panel = null;
    const rtl = getComputedStyle(document.documentElement).direction === "rtl";
    this.left = (this.option("position") || (rtl ? "left" : "right")) === "left";
    this.root = h("div", { lang: this.language, dir: "ltr" });
    this.measure();
    for (const old of [...this.shadow.childNodes]) if (old.nodeName !== "STYLE") drop(old);
    appendChild(this.shadow, this.root);
    this.paint();
    if (this.floats) this.drawLauncher(wasOpen);
    else this.stand();
  }

  drawLauncher(wasOpen) {
    const name = this.option("title") || this.say("launch");
    this.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": name,
      click: () => (this.isOpen ? this.shut() : this.open()), keydown: (event) => this.escape(event) }, icon("ask"), h("span", null, name));
    appendChild(this.root, this.launcher);
    const kept = this.memory.read();
    const starts = kept.open === undefined ? this.option("open") !== null && this.option("open") !== "false" : kept.open;
    // A full screen is never taken without being asked for.
    if (wasOpen || (starts && !this.small)) this.open(true);
  }

  stand() {
    this.build(null);
    const seen = () => this.panel.furnish();
    try {
      new IntersectionObserver((entries, watch) => {
        for (const entry of entries) if (entry.isIntersecting) { watch.disconnect(); seen(); }
      }).observe(this);
    } catch { seen(); }
  }

  build(close) {
    const options = { language: this.language, refresh: () => this.panel && this.panel.talk.refresh(), change: (language) => {
      this.memory.change((now) => { now.language = language; });
      this.draw();
    } };
    for (const name of ["title", "greeting", "examples"]) options[name] = this.option(name);
    this.panel = new Panel(options, this.memory, close, (key, values) => this.say(key, values));
    appendChild(this.root, this.panel.root);
  }

  say(key, values) {
    return replace(WORDS[this.language][key] || "", /\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Light or dark, and the webmaster's colour in it. */
  paint() {
    const theme = this.option("theme");
    const dark = theme === "dark" || (theme !== "light" && DARK.matches);
    set(this.root, { "data-theme": dark ? "dark" : "light" });
    const colour = rgb(this.option("color"));
    if (!colour) return;
    const on = contrast(colour, WHITE) >= 4.5 ? WHITE : BLACK;
    const values = { accent: colour, on, ink: readable(colour, GROUND[dark ? "dark" : "light"], dark) };
    for (const name of keys(values)) this.root.style.setProperty("--dc-" + name, "rgb(" + join(values[name], ",") + ")");
  }

  /** Whether the screen is small: then the panel fills it. */
  measure() {
    const times = this.floats ? squeeze() : 1, was = this.small;
    this.small = this.floats && (times > 1 || PHONE.matches);
    set(this.root, { class: "root" + (this.floats ? " floats" : " stands") + (this.left ? " left" : "")
      + (this.small ? " small" : "") + (times > 1 ? " squeezed" : "") });
    this.root.style.zoom = times;
    if (!this.isOpen || was === this.small) return;
    this.hide();
    this.open(true);
  }

  /** A keyboard on the screen covers what is at its foot: the panel keeps to what can be seen. */
  fit() {
    const view = window.visualViewport;
    if (!this.panel || !view || view.scale !== 1) return;
    this.panel.root.style.setProperty("--dc-height", view.height + "px");
    this.panel.root.style.setProperty("--dc-top", view.offsetTop + "px");
  }

  /** Open the panel; *quietly*: the page was just loaded, the focus stays where it is. */
  open(quietly) {
    if (!this.floats || this.isOpen) return;
    this.isOpen = true;
    if (!this.panel) {
      this.build(() => this.shut());
      if (window.visualViewport) for (const type of ["resize", "scroll"]) listen(visualViewport, type, () => this.fit());
      listen(this.panel.root, "cancel", (event) => { event.preventDefault(); this.shut(); });
      listen(this.panel.root, "keydown", (event) => this.escape(event));
    }
    const { root } = this.panel, before = document.activeElement;
    set(root, { class: "panel shown" });
    if (this.small && root.showModal) root.showModal();  // the rest of the page is out of reach meanwhile
    else if (CAN_POP) root.showPopover();  // the top layer: above the page without a war of z-indexes
    else set(root, { open: true });
    set(this.launcher, { "aria-expanded": "true" });
    this.panel.furnish();
    if (quietly) {  // a dialog takes the focus as it opens
      if (this.shadow.activeElement) this.shadow.activeElement.blur();
      if (before && before !== this) before.focus({ preventScroll: true });
      return;
    }
    this.memory.change((now) => { now.open = true; });
    this.panel.box.focus({ preventScroll: true });
  }

  escape(event) {
    if (event.key === "Escape" && !event.isComposing) this.shut();
  }

  /** Close it, and give the focus back. */
  shut() {
    if (!this.isOpen) return;
    this.hide();
    hush();
    this.memory.change((now) => { now.open = false; });
    this.launcher.focus({ preventScroll: true });
  }
  hide() {
    const { root } = this.panel;
    this.isOpen = false;
    if (root.open && root.close) root.close();
    else if (CAN_POP) root.hidePopover();
    set(root, { class: "panel", open: false });
    set(this.launcher, { "aria-expanded": "false" });
  }
}

function begin() {
  if (customElements.get("dan-chung")) return;  // the line stands in the page twice
  customElements.define("dan-chung", DanChung);
  if (document.querySelector("dan-chung")) return;
  appendChild(document.body || document.documentElement, h("dan-chung", { floating: true }));
}
if (document.readyState === "loading") listen(document, "DOMContentLoaded", begin);
else begin();
