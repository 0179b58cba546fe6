// Building what is shown.  Texts of people and bulletins only ever become text nodes.

/** An element; a function among the attributes listens to the event of that name. */
function h(tag, attributes, ...children) {
  const node = createElement(document, tag);
  set(node, attributes || {});
  return add(node, children);
}

function set(node, attributes) {
  for (const name of keys(attributes)) {
    const value = attributes[name];
    if (typeof value === "function") listen(node, name, value);
    else if (value === false || value === null || value === undefined) removeAttribute(node, name);
    else setAttribute(node, name, value === true ? "" : value);
  }
  return node;
}

function add(node, children) {
  for (const child of children)
    if (child !== null && child !== undefined && child !== false && child !== "")
      appendChild(node, typeof child === "string" ? createTextNode(document, child) : child);
  return node;
}

function empty(node) {
  while (node.firstChild) removeChild(node, node.firstChild);
  return node;
}
const write = (node, ...children) => add(empty(node), children);
const drop = (node) => node.parentNode && removeChild(node.parentNode, node);

/** The elements of a list made into others. */
function each(list, make) {
  const made = [];
  for (const one of list) push(made, make(one, made.length));
  return made;
}

const PATHS = {
  ask: "M4 5h16v11H9l-5 4V5zM8 9h8M8 12h5",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12h15M13 6l6 6-6 6",
  clear: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  listen: "M5 10v4h3l5 4V6L8 10H5zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  dictate: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20",
};
function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = set(createElementNS(document, space, "svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" });
  return add(svg, [set(createElementNS(document, space, "path"), { d: PATHS[name] })]);
}

/** A button that shows an icon (and says what it does). */
const tool = (name, label, click, more) =>
  h("button", { type: "button", class: "tool", "aria-label": label, title: label, click, ...more }, icon(name));
const unseen = (text) => h("span", { class: "unseen" }, text);

// A page's own style sheets neither reach in nor leak out; a constructed sheet needs no leave of its policy.
function dress(shadow) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    appendChild(shadow, h("style", null, STYLES));
  }
}
