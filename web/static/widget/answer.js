// An answer and its evidence.

/** The lines of an answer's text as paragraphs and lists. */
function prose(text, cite) {
  const blocks = [];
  let list = null;
  for (const line of split(text, "\n")) {
    if (!trim(line)) continue;
    const item = starts(line, "- ");
    if (!item) list = null;
    else if (!list) push(blocks, (list = h("ul")));
    const node = add(h(item ? "li" : "p"), inline(item ? slice(line, 2) : line, cite));
    if (list) appendChild(list, node);
    else push(blocks, node);
  }
  return blocks;
}

/** The marks **bold** and [n] inside a line; cite(n) gives what stands for a mark, or null. */
function inline(line, cite) {
  const parts = [];
  let from = 0, found;
  const marks = kin(/\*\*([^*\n]+)\*\*|\[(\d{1,3})\]/g);
  while ((found = exec(marks, line))) {
    const node = found[1] ? h("b", null, found[1]) : cite(+found[2]);
    if (!node) continue;
    const before = slice(line, from, found.index);
    from = found.index + found[0].length;
    push(parts, before);
    if (found[2]) {
      const end = exec(/^[.,;:!?)]*/, slice(line, from))[0];
      push(parts, h("span", { class: "kept" }, ...lastWord(parts), node, end));
      from += end.length;
    } else {
      push(parts, node);
    }
  }
  push(parts, slice(line, from));
  return parts;
}
/** The word that a mark stands behind, taken off what was written: no line breaks between the two. */
function lastWord(parts) {
  const found = exec(/(\S*)\s*$/, parts[parts.length - 1]), last = parts[parts.length - 2];
  const word = found[1] || (last && last.nodeName === "B" && letters(last.textContent).length < 20 ? last : "");
  parts.length -= word === last && last ? 2 : 1;
  if (found.index) push(parts, slice(found.input, 0, found.index));
  return [word, "\u00a0"];
}
const spoken = (text) => replace(text, /\*\*|\s?\[\d{1,3}\]/g, "");

function dateOf(iso, language) {
  const [year, month, day] = split(iso || "", "-");
  if (!year) return "";
  if (language === "vi") return replace(join([day, month, year], "/"), /^\/+/, "");
  const form = { year: "numeric", timeZone: "UTC", ...(month && { month: "long" }), ...(day && { day: "numeric" }) };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(iso));
}

const placeOf = (c, say) => (c.paragraph ? say("paragraph", { n: c.paragraph }) : say("title_paragraph"));
const portalOf = (c) => (exec(/^https?:\/\//i, c.url || "") ? c.url : "");
function pageOf(c, language) {
  const page = starts(c.page || "", "/") ? c.page : "/";
  return SERVER + (language === "en" ? replace(page, /#|$/, (end) => (exec(/\?/, page) ? "&" : "?") + "lang=en" + end) : page);
}

/** A quote cut at the cited words; offsets count characters, not UTF-16 units. */
function cut(c) {
  const all = letters(c.quote);
  const [low, high] = [c.highlight[0] - c.start, c.highlight[1] - c.start];
  return each([[0, low], [low, high], [high, all.length]], ([a, b]) => join(sliceOf(all, a, b), ""));
}

/** A piece of evidence: the cited words; opened, the sentence around them and where it stands. */
function source(c, say, language) {
  const [before, words, after] = cut(c);
  const away = (address, key) => address && h("a", { href: address, target: "_blank", rel: "noopener" },
    say(key), " ↗", unseen(" (" + say("new_tab") + ")"));
  const date = dateOf(c.published, language);
  return h("details", { "data-n": c.n },
    h("summary", null, h("span", { class: "n" }, unseen(say("evidence") + " "), "" + c.n),
      h("span", { class: "cited", lang: "vi" }, "“" + words + "”"), h("small", null, date)),
    h("blockquote", { lang: "vi" }, before, h("mark", null, words), after),
    h("p", { class: "soft" }, h("cite", { lang: "vi" }, c.title), " · ", date && date + " · ", placeOf(c, say)),
    h("p", { class: "links" }, away(portalOf(c), "portal"), away(pageOf(c, language), "read_here")));
}

/** Question, answer and sources as plain text, for the clipboard. */
function asText(exchange, say, language) {
  const { q, a } = exchange;
  const lines = [q, "", replace(a.text, /\*\*/g, "")];
  if (a.citations.length) push(lines, "", say("sources") + ":");
  for (const c of a.citations)
    push(lines, "[" + c.n + "] “" + c.quote + "” – " + c.title +
      (c.published ? ", " + dateOf(c.published, language) : "") + ", " + placeOf(c, say) +
      ". " + (portalOf(c) || pageOf(c, language)));
  return join(lines, "\n");
}

async function toClipboard(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* an old browser, or a page that is not allowed to */ }
  const box = h("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  const before = root.getRootNode().activeElement;
  box.value = text;
  appendChild(root, box);
  box.select();
  let done = false;
  try { done = document.execCommand("copy"); } catch { /* then it is said */ }
  drop(box);
  if (before) before.focus({ preventScroll: true });
  return done;
}
