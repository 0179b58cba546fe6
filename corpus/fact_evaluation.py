"""How well figures are read: gold facts beside the facts that the grammar finds.

A gold line is JSON: ``{"bulletin", "paragraph"?, "exact", "value", "unit", "indicator",
"dimensions", "area", "period": {"kind", "start", "end"}, "status", "nature", "bound"}``.
``bulletin`` is the stem of a file name; ``exact`` stands in the bulletin's text.  A gold fact and
a read one are the same figure where their quotes overlap and their values agree; it is *right*
when the fields of :data:`ESSENTIAL` agree too.  Both sides are normalised (NFC, plain spaces).
``also`` may give other readings of single fields that a careful reader could defend:
``{"period": [{…}, …], "area": […], "status": […], …}``; a field agrees if any of its readings does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus import reading
from corpus.bulletin import decode, read_portal_text
from corpus.model import Bulletin, Fact, Reading
from corpus.store import Store
from corpus.text import clean, key

KEY_DIMENSIONS = ("stars", "criteria", "level", "step")
FIELDS = (
    "unit",
    "indicator",
    "stars/criteria/level/step",
    "other dimensions",
    "status",
    "area",
    "period",
    "nature",
    "bound",
)
ESSENTIAL = ("unit", "indicator", "stars/criteria/level/step", "status", "area", "period")

_UPWARD = {"3-5": "3+", "4-5": "4+"}  # five stars are the most there are

Gold = dict[str, Any]
Find = Callable[[str], Reading | None]


@dataclass(frozen=True)
class Observation:
    """One value as read: a fact, or one end of a fact that is a range of values."""

    fact: Fact
    value: Decimal
    bound: str


@dataclass(frozen=True)
class Pair:
    """A gold fact, the observation that is the same figure, and the fields that differ."""

    gold: Gold
    read: Observation
    wrong: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether every essential field agrees."""
        return not set(self.wrong) & set(ESSENTIAL)


@dataclass
class Report:
    """What was compared: pairs, gold facts missed, observations that no gold fact has."""

    pairs: list[Pair] = field(default_factory=list)
    missed: list[Gold] = field(default_factory=list)
    extra: list[Observation] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unexplained: int = 0

    @property
    def right(self) -> int:
        """Gold facts read right."""
        return sum(p.right for p in self.pairs)

    @property
    def recall(self) -> float:
        """Share of the gold facts that were read right."""
        return _share(self.right, len(self.pairs) + len(self.missed))

    @property
    def precision(self) -> float:
        """Share of the observations that are right."""
        return _share(self.right, len(self.pairs) + len(self.extra))

    @property
    def known_precision(self) -> float:
        """Precision over the observations that claim an indicator (not ``other``)."""
        claims = [p for p in self.pairs if p.read.fact.indicator != "other"]
        strangers = sum(o.fact.indicator != "other" for o in self.extra)
        return _share(sum(p.right for p in claims), len(claims) + strangers)

    @property
    def known_recall(self) -> float:
        """Recall over the gold facts that have an indicator (not ``other``)."""
        claims = [p for p in self.pairs if p.gold["indicator"] != "other"]
        lost = sum(g["indicator"] != "other" for g in self.missed)
        return _share(sum(p.right for p in claims), len(claims) + lost)

    def by_field(self) -> dict[str, float]:
        """For each field, the share of paired figures in which it agrees."""
        return {
            name: _share(sum(name not in p.wrong for p in self.pairs), len(self.pairs)) for name in FIELDS
        }

    def meets(self, floor_precision: float = 0.0, floor_recall: float = 0.0) -> bool:
        """Whether precision and recall (0 to 1) reach their floors and every bulletin was found."""
        return not self.unknown and self.precision >= floor_precision and self.recall >= floor_recall

    def text(self, listing: bool = True) -> str:
        """The report as printed: the table by field and, if *listing*, everything that is not right."""
        return "\n".join([*self._table(), *(self._listing() if listing else ())])

    def _table(self) -> Iterator[str]:
        gold, read = len(self.pairs) + len(self.missed), len(self.pairs) + len(self.extra)
        yield f"gold facts {gold} · read {read} · same figure {len(self.pairs)} · right {self.right}"
        yield f"precision {self.precision:.3f} · recall {self.recall:.3f}"
        yield f"with an indicator: precision {self.known_precision:.3f} · recall {self.known_recall:.3f}"
        yield f"numbers unexplained: {self.unexplained}"
        yield from (f"  {name:<28}{share:>7.1%}" for name, share in self.by_field().items())
        yield from (f"bulletin not found: {name}" for name in self.unknown)

    def _listing(self) -> Iterator[str]:
        for pair in self.pairs:
            if pair.wrong:
                mark = "minor" if pair.right else "WRONG"
                wrong = "; ".join(
                    f"{n}: {_shown(_gold_field(pair.gold, n))} read as {_shown(_read_field(pair.read, n))}"
                    for n in pair.wrong
                )
                yield f"{mark} {pair.gold['bulletin']} {pair.gold['value']} “{pair.gold['exact']}” {wrong}"
        for gold in self.missed:
            meant = f"{gold['indicator']} {gold['dimensions']}"
            yield f"MISSED {gold['bulletin']} {gold['value']} “{gold['exact']}” {meant}"
        for observation in self.extra:
            fact = observation.fact
            meant = f"{fact.indicator} {fact.dimensions}"
            yield f"EXTRA {fact.bulletin} {observation.value} “{fact.quote.exact}” {meant}"


def evaluate(
    gold_path: Path, where: Store | Path | Sequence[Path], only: Callable[[str], bool] | None = None
) -> Report:
    """Compare the gold facts of a file with what is read.

    *where*: a store whose bulletins have been ingested (matched by the stem of their source), or
    folders with the bulletins' files, which are then read anew.  *only* picks bulletins by name.
    Raises OSError or ValueError if the gold file cannot be read.
    """
    find = (
        _in_store(where)
        if isinstance(where, Store)
        else _in_folders([where] if isinstance(where, Path) else where)
    )
    report = Report()
    for name, gold in _by_bulletin(gold_path).items():
        if only is not None and not only(name):
            continue
        found = find(name)
        if found is None:
            report.unknown.append(name)
            report.missed.extend(gold)
        else:
            _compare(report, gold, found)
    return report


def _by_bulletin(path: Path) -> dict[str, list[Gold]]:
    groups: dict[str, list[Gold]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            gold = json.loads(line)
            groups.setdefault(str(gold["bulletin"]), []).append(gold)
    return groups


def _in_store(store: Store) -> Find:
    by_stem = {Path(b.source.split("#")[0]).stem: b.id for b in store.bulletins()}
    by_stem |= {b.id: b.id for b in store.bulletins()}
    return lambda name: store.reading(by_stem[name]) if name in by_stem else None


def _in_folders(folders: Sequence[Path]) -> Find:
    def find(name: str) -> Reading | None:
        file = next((f for folder in folders if (f := folder / f"{name}.txt").is_file()), None)
        if file is None:
            return None
        return reading.read(read_portal_text(decode(file.read_bytes()), file.name))

    return find


# --- pairing --------------------------------------------------------------------------------------


def _compare(report: Report, gold: Sequence[Gold], found: Reading) -> None:
    observations = [o for fact in found.facts for o in _observations(fact)]
    spots = [list(_spots(g, found.bulletin)) for g in gold]
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(observations):
            overlap = max((_overlap(s, other.fact) for s in spots[i]), default=0)
            if overlap and abs(Decimal(one["value"])) == abs(other.value):
                wrong = _differing(one, other)
                candidates.append((len(set(wrong) & set(ESSENTIAL)), len(wrong), -overlap, i, j, wrong))
    taken_gold: set[int] = set()
    taken_read: set[int] = set()
    for _, _, _, i, j, wrong in sorted(candidates):
        if i not in taken_gold and j not in taken_read:
            taken_gold.add(i)
            taken_read.add(j)
            report.pairs.append(Pair(gold[i], observations[j], wrong))
    report.missed.extend(g for i, g in enumerate(gold) if i not in taken_gold)
    report.extra.extend(o for j, o in enumerate(observations) if j not in taken_read)
    report.unexplained += len(found.unexplained)


def _observations(fact: Fact) -> Iterator[Observation]:
    """A range of values is two observations: its low and its high end."""
    if fact.high:
        yield Observation(fact, Decimal(fact.value), "at_least")
        yield Observation(fact, Decimal(fact.high), "at_most")
    else:
        yield Observation(fact, Decimal(fact.value), fact.bound)


def _spots(gold: Gold, bulletin: Bulletin) -> Iterator[tuple[int, int, int]]:
    """Where a gold quote stands: paragraph and offsets, as whole words."""
    exact = clean(str(gold["exact"])).replace("\n", " ")
    for paragraph in bulletin.paragraphs:
        if gold.get("paragraph", paragraph.number) != paragraph.number:
            continue
        at = paragraph.text.find(exact)
        while at >= 0:
            end = at + len(exact)
            if not (_inside_word(paragraph.text, at) or _inside_word(paragraph.text, end)):
                yield paragraph.number, at, end
            at = paragraph.text.find(exact, at + 1)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _overlap(spot: tuple[int, int, int], fact: Fact) -> int:
    if spot[0] != fact.paragraph:
        return 0
    return max(0, min(spot[2], fact.quote.end) - max(spot[1], fact.quote.start))


# --- fields ---------------------------------------------------------------------------------------


def _differing(gold: Gold, read: Observation) -> tuple[str, ...]:
    return tuple(n for n in FIELDS if all(_gold_field(g, n) != _read_field(read, n) for g in _readings(gold)))


def _readings(gold: Gold) -> Iterator[Gold]:
    """A gold fact, and what it is in each of the other readings that it allows."""
    yield gold
    for name, values in gold.get("also", {}).items():
        yield from (gold | {name: value} for value in values)


def _gold_field(gold: Gold, name: str) -> object:
    if name == "area":
        return key(gold["area"] or "").lower()
    if name == "period":
        return gold["period"]["kind"], (gold["period"]["end"] or "")[:4]
    if name == "status":
        return gold["status"], Decimal(gold["value"]) < 0
    return _dimensions(gold["dimensions"], name) if "dimensions" in name or "/" in name else gold[name]


def _read_field(read: Observation, name: str) -> object:
    fact = read.fact
    if name == "area":
        return key(fact.area.name if fact.area else "").lower()
    if name == "period":
        return fact.period.kind, (fact.period.end or "")[:4]
    if name == "status":
        return fact.status, read.value < 0
    if name == "bound":
        return read.bound
    return _dimensions(fact.dimensions, name) if "dimensions" in name or "/" in name else getattr(fact, name)


def _dimensions(dimensions: Mapping[str, str], name: str) -> dict[str, str]:
    """The essential dimensions, or (under their own name) all the others."""
    wanted = {k: v for k, v in dimensions.items() if (k in KEY_DIMENSIONS) == (name != "other dimensions")}
    return {k: _UPWARD.get(v, v) if k == "stars" else v for k, v in wanted.items()}


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ",".join(f"{k}={v}" for k, v in sorted(value.items())) or "–"
    return (
        ",".join(str(v) for v in value)
        if isinstance(value, Iterable) and not isinstance(value, str)
        else str(value)
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
