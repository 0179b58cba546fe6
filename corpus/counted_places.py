"""The level of counted places whose kind stands elsewhere: before their names, or in words of level."""

from __future__ import annotations

from corpus.annotate import Annotated

SPEAKING = frozenset({"o", "ve", "voi", "vi"})  # "Về cấp huyện, …", "đơn vị cấp huyện"
LISTED = 3  # tokens: "(gồm các huyện …"
SPOKEN_LEVELS = {"huyen": "district", "xa": "commune", "tinh": "province"}


def level_at(text: Annotated, i: int) -> str | None:
    """``2 huyện A, B``: the kind of the places that a number counts and names."""
    named, bare = [w.fold for w in text.words[i : i + 3]], unnamed(text, i)
    led = 3 if bare and named[2:] in (["la"], ["gom"], ["("]) else 0
    at = i + led  # "3 đơn vị là A, B": the kind of the first of them
    if led and named[2] == "(":  # "6 địa phương (gồm các huyện A, B)"
        at = next((p.start_token for p in text.places if at <= p.start_token <= at + LISTED), at)
    elif bare and not led:
        return _level_said(text, i)
    place = next((p for p in text.places if p.start_token == at and p.kind != "generic"), None)
    if place is not None and not (place.prefixed or led):
        return None
    return place.area.level if place is not None and place.area.level != "nation" else None


def unnamed(text: Annotated, at: int) -> bool:
    """``đơn vị``, ``địa phương``: places of a level that other words tell."""
    return tuple(w.fold for w in text.words[at : at + 2]) in (("don", "vi"), ("dia", "phuong"))


def _level_said(text: Annotated, before: int) -> str | None:
    """``Ở cấp huyện, 192/664 đơn vị đạt chuẩn``: the level that is spoken of."""
    folds = [w.fold for w in text.words[:before]]
    rows = zip(["ve", *folds], folds, folds[1:], strict=False)
    said = [level for led, cap, level in rows if cap == "cap" and led in SPEAKING]
    return next((SPOKEN_LEVELS[s] for s in reversed(said) if s in SPOKEN_LEVELS), None)
