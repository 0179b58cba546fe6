// The host page may have replaced what the language and the browser give: old libraries add to
// prototypes, monitors wrap functions, some break them.  What the widget rests on is taken here,
// once; what the page has replaced is taken from a fresh realm (an empty frame, gone at once).
const { apply } = Reflect;
const sourceOf = Function.prototype.toString;
let realm;

function fresh() {
  if (realm) return realm;
  try {
    const frame = Document.prototype.createElement.call(document, "iframe");
    frame.hidden = true;
    const place = document.head || document.documentElement;
    Node.prototype.appendChild.call(place, frame);
    realm = frame.contentWindow;
    Node.prototype.removeChild.call(place, frame);
  } catch { /* then the page's own have to do */ }
  return (realm = realm || window);
}

// A native function's source ends with "[native code] }" (told by its letters: any function that could
// search may be broken), and unlike a wrapper written as `function` it has no prototype.
function isNative(f) {
  if (typeof f !== "function" || "prototype" in f) return false;
  const source = apply(sourceOf, f, []), end = source.length;
  return source[end - 15] === "[" && source[end - 14] === "n" && source[end - 4] === "e" && source[end - 3] === "]";
}
const own = (f, find) => (isNative(f) ? f : find(fresh()) || f);

/** A method as a function of its object: trim(text) for text.trim(). */
function method(owner, name) {
  const f = own(window[owner].prototype[name], (w) => w[owner].prototype[name]);
  return (self, ...rest) => apply(f, self, rest);
}
/** A function of the window, or of an object of it. */
function called(name, holder) {
  const f = own((holder ? window[holder] : window)[name], (w) => (holder ? w[holder] : w)[name]);
  return (...rest) => apply(f, holder ? undefined : window, rest);
}

const createElement = method("Document", "createElement");
const createElementNS = method("Document", "createElementNS");
const createTextNode = method("Document", "createTextNode");
const appendChild = method("Node", "appendChild");
const removeChild = method("Node", "removeChild");
const setAttribute = method("Element", "setAttribute");
const getAttribute = method("Element", "getAttribute");
const removeAttribute = method("Element", "removeAttribute");
const attachShadow = method("Element", "attachShadow");
const listen = method("EventTarget", "addEventListener");
const lower = method("String", "toLowerCase"), upper = method("String", "toUpperCase");
const trim = method("String", "trim"), split = method("String", "split"), slice = method("String", "slice");
const starts = method("String", "startsWith");
// A pattern works with its own realm's exec: if the page has broken that, patterns are made in the other realm.
const Pattern = isNative(RegExp.prototype.exec) ? RegExp : fresh().RegExp;
const kin = (pattern) => (pattern instanceof Pattern ? pattern : new Pattern(pattern.source, pattern.flags));
const [execOf, replaceOf] = [method("RegExp", "exec"), method("String", "replace")];
const exec = (pattern, text) => execOf(kin(pattern), text);
const replace = (text, pattern, by) => replaceOf(text, kin(pattern), by);
const push = method("Array", "push"), join = method("Array", "join"), shift = method("Array", "shift");
const sliceOf = method("Array", "slice"), isArray = called("isArray", "Array");
const bodyOf = method("Response", "text");
const keys = called("keys", "Object"), parse = called("parse", "JSON"), stringify = called("stringify", "JSON");
const unrooted = called("setPrototypeOf", "Object");
/** JSON of plain data, whatever toJSON the page has put on prototypes. */
const jsonOf = (value) => stringify(bare(value));
function bare(value) {
  if (!value || typeof value !== "object") return value;
  const made = isArray(value) ? unrooted([], null) : { __proto__: null };
  for (const key of keys(value)) made[key] = bare(value[key]);
  return made;
}
const send = called("fetch"), later = called("setTimeout"), cancel = called("clearTimeout");
const letters = (text) => [...text];  // characters, where a string's own length counts UTF-16 units
