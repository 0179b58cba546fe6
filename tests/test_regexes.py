"""Every regular expression of the product takes work in proportion to the text, counted (``regex_work``)."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

import bot
import corpus
import web
from corpus import portal
from regex_work import Matcher, TooMuch, attacks, often

ROOT = Path(__file__).resolve().parent.parent
ANCHORED = {"match", "fullmatch"}
CALLS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
SMALL, LARGE = 14, 140  # characters: what looks bad on short texts is tried again on longer ones
Found = dict[tuple[str, int], bool]  # pattern and flags -> whether it is searched for


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    """The counting matcher calls itself for each character."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(limit)


def patterns() -> Found:
    """The patterns of all modules: constants, those written where they are used, and made ones."""
    found: Found = {}
    for package in (corpus, bot, web):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            module = importlib.import_module(info.name)
            tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    _add(found, value, _is_searched(tree, name))
            for pattern, searched in _written(tree):
                _add(found, pattern, searched)
    _add(found, portal._dates(), True)
    return found


def _add(found: Found, pattern: re.Pattern[str], searched: bool) -> None:
    key = (pattern.pattern, pattern.flags)
    found[key] = found.get(key, False) or searched


def _is_searched(tree: ast.Module, name: str) -> bool:
    """Whether a constant may be searched for, not only matched from a text's beginning."""
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name]
    matched = [
        node for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
        and node.attr in ANCHORED
    ]  # fmt: skip
    return len(uses) - 1 > len(matched)  # one use is where it is made


def _written(tree: ast.Module) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Patterns that stand as plain text in a call of ``re``."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        first = node.args[0] if node.args else None
        if of_re and node.func.attr in CALLS - {"compile"} and isinstance(first, ast.Constant):
            flags = re.I if any(isinstance(a, ast.keyword) and a.arg == "flags" for a in node.keywords) else 0
            yield re.compile(str(first.value), flags), node.func.attr not in ANCHORED


PATTERNS = sorted((key, searched) for key, searched in patterns().items() if often(parser.parse(*key).data))


def _grows(matcher: Matcher, once: str, twice: str, searched: bool) -> bool:
    """Whether twice the text is far more than twice the work."""
    try:
        return matcher.work(twice, searched) > 2.7 * matcher.work(once, searched) + 60
    except TooMuch:
        return True


def test_there_are_patterns_to_look_at() -> None:
    assert len(PATTERNS) > 25


@pytest.mark.parametrize(("key", "searched"), PATTERNS, ids=[f"{n}" for n in range(len(PATTERNS))])
def test_twice_the_text_is_twice_the_work(key: tuple[str, int], searched: bool) -> None:
    matcher = Matcher(*key)
    short = zip(attacks(*key, SMALL), attacks(*key, 2 * SMALL), strict=True)
    bad = [n for n, (once, twice) in enumerate(short) if _grows(matcher, once, twice, searched)]
    longer = zip(attacks(*key, LARGE), attacks(*key, 2 * LARGE), strict=True)
    for n, (once, twice) in enumerate(longer):
        assert n not in bad[:8] or not _grows(matcher, once, twice, searched), (key, once[:60])


@pytest.mark.parametrize(
    ("pattern", "searched"),
    [
        (r"(a+)+$", False), (r"(a|a)*b", False), (r"a*a*b", False), (r"\s+$", True), (r"\w+:", True),
        (r"(\w+\s?)*!", False), (r"(?:a|ab)(?:c|bc)*d*d*!", False), (r"(x+x+)+y", False),
    ],
)  # fmt: skip
def test_patterns_that_are_known_to_be_slow_are_found(pattern: str, searched: bool) -> None:
    with pytest.raises(AssertionError):
        test_twice_the_text_is_twice_the_work((pattern, 0), searched)


@pytest.mark.parametrize(("key", "searched"), PATTERNS, ids=[f"{n}" for n in range(len(PATTERNS))])
def test_the_counting_matcher_finds_what_re_finds(key: tuple[str, int], searched: bool) -> None:
    compiled, matcher = re.compile(*key), Matcher(*key)
    for text in islice(attacks(*key, 9), 60):
        assert matcher.match(text, 0, whole=True) == bool(compiled.fullmatch(text)), (key, text)
        assert matcher.match(text, 0) == bool(compiled.match(text)), (key, text)
