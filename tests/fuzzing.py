"""Looks for texts that break the readers or the grammar: ``make fuzz``, for a bounded time.

Hypothesis makes inputs of the kinds that portals and offices give; atheris, where it is installed,
changes bulletins byte by byte towards code that no input has reached yet.  An input that breaks
something is kept in ``build/fuzz`` and named; ``make fuzz ARGS="--replay FILE TARGET"`` runs it again.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "fuzz"
GOLD = ROOT / "tests" / "gold" / "bulletins"
LONGEST = 4000  # bytes of an input that atheris makes
HANGS = 30  # seconds for one input
Target = Callable[[bytes], None]


# --- what must hold ------------------------------------------------------------------------------


def _checked(read_it: Callable[[], object]) -> None:
    """A bulletin is sound, and so is all that the grammar reads from it; a refusal has a reason."""
    from corpus.bulletin import REASONS, NotABulletin
    from corpus.export import facts_csv, facts_json, facts_sdmx_csv
    from corpus.model import Bulletin
    from corpus.reading import read
    from portal_pages import check as sound_page
    from test_facts import check as sound

    try:
        bulletin = read_it()
    except NotABulletin as error:
        assert error.reason in REASONS
        return
    assert isinstance(bulletin, Bulletin)
    sound_page(bulletin)
    reading = read(bulletin)
    sound(reading)
    json.loads(facts_json(reading.facts))
    for table in (facts_csv(reading.facts), facts_sdmx_csv(reading.facts)):
        rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
        assert len(rows) == 1 + len(reading.facts)
        assert len({len(row) for row in rows}) == 1


def text(raw: bytes) -> None:
    """A text file as copied from a portal."""
    from corpus.bulletin import decode, read_portal_text

    _checked(lambda: read_portal_text(decode(raw), "a.txt"))


def page(raw: bytes) -> None:
    """A saved page."""
    from corpus.bulletin import decode, read_html

    _checked(lambda: read_html(decode(raw), "a.html"))


def line(raw: bytes) -> None:
    """A line of JSON."""
    from corpus.bulletin import read_json_line

    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return
    _checked(lambda: read_json_line(found, "a.jsonl"))


def words(raw: bytes) -> None:
    """Words that reports use, in any order: each byte or two name one."""
    from corpus.bulletin import read_json_line

    known = vocabulary()
    said = " ".join(known[(raw[at] * 256 + raw[at + 1]) % len(known)] for at in range(0, len(raw) - 1, 2))
    _checked(lambda: read_json_line({"title": "Tin OCOP tỉnh Bắc Kạn", "text": f"Có 1. {said}"}, "a.jsonl"))


def document(raw: bytes) -> None:
    """What a Word file holds, and the orders that draw a PDF."""
    from corpus.bulletin import REASONS
    from corpus.document_reader import result
    from pdf_documents import drawn
    from word_documents import with_body

    for kind, made in (("pdf", drawn(raw)), ("docx", with_body(raw.decode("utf-8", "ignore")))):
        found = result(kind, made)
        assert "blocks" in found or found["reason"] in REASONS


TARGETS: dict[str, Target] = {f.__name__: f for f in (text, page, line, words, document)}


# --- inputs ----------------------------------------------------------------------------------------


def vocabulary() -> Sequence[str]:
    """Words and marks of reports, and those that mean something to the lexicon."""
    from corpus.lexicon import lexicon
    from test_facts import WORDS

    labels = [word for known in lexicon().indicators.values() for word in known.label["vi"].split()]
    odd = ["\n", "\t", "\u00a0", "1.", "0,5", "12/", "/15", "06", "31/12", "II", "tr.đ", "&", "a)", "…", "²"]
    return (*WORDS, *dict.fromkeys(labels), *odd)


def seeds(name: str) -> list[bytes]:
    """Inputs to begin with."""
    raws = [file.read_bytes()[:LONGEST] for file in sorted(GOLD.glob("*.txt"))]
    said = [raw.decode("utf-8", "ignore") for raw in raws]
    if name == "page":
        tags = (
            "<html><body><h1>{}</h1><p>{}</p></body></html>",
            "<table><tr><td>{}</td><td>{}</td></tr></table>",
        )
        return [
            tag.format(*one.replace("\n", "<p>").split("<p>", 1)).encode() for one in said for tag in tags
        ]
    if name == "line":
        return [json.dumps({"title": one[:80], "text": one, "published": "2024-03"}).encode() for one in said]
    if name == "document":
        return [
            b"BT /F 12 Tf 60 700 Td (a) Tj ET",
            b"<w:p><w:r><w:t>a</w:t></w:r></w:p>",
            b"<w:tbl><w:tr/></w:tbl>",
        ]
    return raws if name == "text" else [bytes(range(256))]


def strategy(name: str) -> st.SearchStrategy[bytes]:
    """Inputs as Hypothesis makes them."""
    said = st.lists(st.one_of(st.sampled_from(vocabulary()), st.text(max_size=12)), max_size=60).map(" ".join)
    pages = st.lists(st.one_of(said, st.sampled_from([raw.decode() for raw in _lines()])), max_size=25)
    marks = (
        "<p>",
        "<br>",
        "<table>",
        "<tr>",
        "<td rowspan=3>",
        "<li>",
        "</p>",
        "</table>",
        "<h1>",
        "<div>",
        "<a b",
    )
    tagged = st.lists(st.one_of(st.sampled_from(marks), said), max_size=60).map("".join)
    if name == "page":
        return tagged.map(lambda found: f"<html><body>{found}".encode("utf-8", "ignore"))
    if name == "line":
        return st.builds(
            lambda a, b, c: json.dumps({"title": a, "text": b, "published": c}).encode(),
            said, pages.map("\n".join), st.text(max_size=12),
        )  # fmt: skip
    if name == "words":
        return st.binary(min_size=2, max_size=160)
    if name == "document":
        parts = (
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "</w:r>",
            "<w:t>a</w:t>",
            "<w:tbl>",
            "<w:tr>",
            "<w:tc>",
            "BT",
            "(a) Tj",
        )
        return st.lists(st.sampled_from(parts), max_size=40).map(lambda found: " ".join(found).encode())
    return pages.map(lambda found: "\n".join(found).encode("utf-8", "ignore"))


def _lines() -> list[bytes]:
    return [
        part for file in sorted(GOLD.glob("*.txt"))[:8] for part in file.read_bytes().splitlines() if part
    ]


# --- the two ways ------------------------------------------------------------------------------------


def by_hypothesis(name: str, examples: int) -> bool:
    """Whether none of so many examples breaks a target; the smallest that does is kept."""
    broken: list[bytes] = []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy(name))
    def run(raw: bytes) -> None:
        try:
            TARGETS[name](raw)
        except Exception:
            broken.append(raw)
            raise

    try:
        run()
    except Exception as error:
        kept = BUILD / f"hypothesis-{name}"
        kept.write_bytes(broken[-1])
        print(f"{name}: {type(error).__name__}, kept in {kept}", flush=True)
        return False
    print(f"{name}: {examples} examples of Hypothesis hold", flush=True)
    return True


def by_atheris(name: str, seconds: int) -> bool:
    """Whether a target holds for so long; in a process of its own, for libFuzzer ends the one it runs in."""
    command = [sys.executable, __file__, "--worker", "--seconds", str(seconds), name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    report = [one for one in done.stderr.splitlines() if "cov:" in one or "Test unit written" in one]
    print(
        f"{name}: {'holds' if done.returncode == 0 else 'BROKEN'}; {report[-1] if report else ''}", flush=True
    )
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-25:]), flush=True)
    return done.returncode == 0


def _worker(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["corpus"]):
        for module in ("reading", "export", "webpage", "word_files", "pdf_files", "document_reader"):
            import_module(f"corpus.{module}")
    with tempfile.TemporaryDirectory() as folder:
        for n, raw in enumerate(seeds(name)):
            (Path(folder) / str(n)).write_bytes(raw)
        marks = BUILD / f"{name}.dict"
        known = {word.encode() for word in vocabulary() if word.isprintable() and '"' not in word}
        marks.write_text("".join(f'"{_escaped(word)}"\n' for word in sorted(known)))
        limits = (
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST}",
            f"-timeout={HANGS}",
            "-rss_limit_mb=3000",
        )
        atheris.Setup(
            ["fuzz", *limits, f"-dict={marks}", f"-artifact_prefix={BUILD}/{name}-", folder], TARGETS[name]
        )
        atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}" for byte in word)


def main() -> int:
    """Run the targets; 1 if something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="atheris, each target")
    parser.add_argument("--examples", type=int, default=500, help="Hypothesis, each target")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one input again")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    names = asked.targets or list(TARGETS)
    BUILD.mkdir(parents=True, exist_ok=True)
    if asked.replay:
        TARGETS[names[0]](asked.replay.read_bytes())
        return 0
    if asked.worker:
        _worker(names[0], asked.seconds)
        return 0
    held = [by_hypothesis(name, asked.examples) for name in names]
    if find_spec("atheris") is None:
        print("atheris is not installed (requirements-fuzz.txt): Hypothesis alone", flush=True)
    else:
        held += [by_atheris(name, asked.seconds) for name in names]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
