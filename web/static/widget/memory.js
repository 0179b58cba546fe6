// What is kept in the person's browser: the conversation, the text size, whether the panel was open.
// Storage may be refused (privacy settings, sandboxed frames): then all is kept for this page only.
const KEPT = 30;  // exchanges
const HOURS = 24;  // after which a conversation is forgotten, as the server does
const getItem = method("Storage", "getItem"), setItem = method("Storage", "setItem");

class Memory {
  constructor(server, where) {
    this.name = "dan-chung:" + server;
    this.where = where === "tab" ? "sessionStorage" : "localStorage";
    this.here = null;
  }
  store() {
    try { return window[this.where]; } catch { return null; }
  }
  /** {talk: [{q, a, c, o}], conversation, size, language, open}; without the talk when that is too old. */
  read() {
    let kept = this.here;
    try { kept = parse(getItem(this.store(), this.name)) || kept; } catch { /* refused or spoilt */ }
    if (!kept || typeof kept !== "object" || !isArray(kept.talk)) return { talk: [] };
    const { size, language } = kept;
    return Date.now() - kept.at < HOURS * 3600000 ? kept : { talk: [], size, language };
  }
  /** Change what is kept; read anew first, for other pages may have gone on. */
  change(how) {
    const kept = this.read();
    how(kept);
    kept.at = Date.now();
    while (kept.talk.length > KEPT) shift(kept.talk);
    this.here = kept;
    try { setItem(this.store(), this.name, jsonOf(kept)); } catch { /* refused or full */ }
    return kept;
  }
}
