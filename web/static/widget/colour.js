// A webmaster's colour, made readable: contrast as WCAG 2.2 reckons it (relative luminance).

/** Red, green and blue of an opaque CSS colour, or null if it is none. */
function rgb(text) {
  const pen = createElement(document, "canvas").getContext("2d");  // it knows every notation
  pen.fillStyle = text || "";
  const hex = exec(/^#(..)(..)(..)$/, pen.fillStyle);
  const isNone = pen.fillStyle === "#000000" && !exec(/^\s*(#0+|black|rgb\(0)/i, text || "");
  return hex && !isNone ? each([hex[1], hex[2], hex[3]], (two) => parseInt(two, 16)) : null;
}
function luminance(colour) {
  const [r, g, b] = each(colour, (part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one, other) {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
const WHITE = [255, 255, 255], BLACK = [0, 0, 0];

/** The colour, moved towards black or white until text in it can be read on the paper. */
function readable(colour, paper, dark) {
  let found = colour;
  for (let step = 1; step <= 20 && contrast(found, paper) < 4.6; step++)
    found = each(colour, (part, i) => Math.round(part + ((dark ? WHITE : BLACK)[i] - part) * step / 20));
  return found;
}
