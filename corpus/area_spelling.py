"""How a place that a text names is spelled: as the text does, with the capitals a name has."""

from __future__ import annotations

from corpus.area_spots import Scanner, Spot
from corpus.places import APOSTROPHES, Place, accented, name_forms


def spelled(scanner: Scanner, spot: Spot) -> str:
    """The bare name as written, with capitals (but behind an apostrophe), and single spaces where the
    text has some."""
    parts: list[str] = []
    for at in range(spot.first, spot.end):
        token = scanner.tokens[at]
        text = token.text
        shout = len(text) > 1 and text.isupper()
        gap = at > spot.first and token.start > scanner.tokens[at - 1].end
        if at > spot.first and scanner.exact[at - 1] == "'":
            text = text.lower() if shout else text
        elif shout or not (token.capital or scanner.exact[at] == accented("số")):
            text = text.capitalize()
        parts.append((" " if gap else "") + text)
    return "".join(parts)


def as_written(scanner: Scanner, spot: Spot, place: Place) -> str:
    """The name to show: the text's spelling behind its kind, else the table's."""
    kind = spot.kind or place.kind
    written = [t.text for t in scanner.tokens[spot.first : spot.end]]
    form = " ".join(scanner.plain[spot.first : spot.end])
    alias = scanner.table.aliases.get(form if scanner.folded else name_forms(" ".join(written))[2])
    plainly = all(
        not w[:1].isalpha()
        or (w[:1].isupper() and not w[1:].isupper())
        or (at > 0 and scanner.exact[spot.first + at - 1] == "'" and not w.isupper())
        for at, w in enumerate(written)
    )
    if alias and not scanner.folded:
        return f"{alias[0]} {spelled(scanner, spot) if plainly and len(written) > 1 else alias[1]}"
    if not spot.prefixed or scanner.lower or not plainly or len(written) == 1 < len(place.bare.split()):
        name = f"{kind} {place.bare}" if spot.prefixed else place.name
        return name.replace("'", next((w for w in written if w in APOSTROPHES), "'"))
    return f"{kind} {spelled(scanner, spot)}"
