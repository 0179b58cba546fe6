"""The house rules: who may import whom, how long things get, what is written down."""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "bot", "web")  # each may import itself and those before it
SKIPPED = {"instance", "build", "htmlcov", "node_modules", "__pycache__"}
TEXTS = {".py", ".toml", ".md", ".txt", ".html", ".css", ".js", ".jsonl", ".json", ".yml", ".cfg", ""}
WEB_ONLY = {"flask", "werkzeug", "waitress", "jinja2"}

# Names of packages where they differ from what is imported; Flask brings its own parts.
DISTRIBUTIONS = (
    {"rank_bm25": "rank-bm25", "docx": "python-docx"}
    | dict.fromkeys(("werkzeug", "jinja2", "markupsafe"), "flask")
    | dict.fromkeys(("flask_limiter", "limits"), "flask-limiter")
)


def _files(*suffixes: str) -> list[Path]:
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in SKIPPED or (part.startswith(".") and part != ".ci") for part in parts)
        if not hidden and path.is_file() and path.suffix in suffixes:
            found.append(path)
    return found


def _product() -> list[Path]:
    return [path for path in _files(".py") if path.relative_to(ROOT).parts[0] in (*PACKAGES, "app.py")]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Every imported module, those inside functions and conditions too."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _functions(paths: list[Path]) -> list[tuple[int, str]]:
    """Length in lines and place of every function of the product."""
    found = []
    for path in paths:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((length, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"))
    return found


def test_imports_go_one_way() -> None:
    for path in _product():
        where = path.relative_to(ROOT).parts[0]
        allowed = PACKAGES if where == "app.py" else PACKAGES[: PACKAGES.index(where) + 1]
        for module in _imports(path):
            top = module.split(".")[0]
            assert top != "app", f"{path}: nothing imports the application"
            assert top not in PACKAGES or top in allowed, f"{path} imports {module}"


def test_the_core_knows_no_web_framework() -> None:
    for path in _product():
        if path.relative_to(ROOT).parts[0] in ("bot", "corpus"):
            used = {module.split(".")[0] for module in _imports(path)} & WEB_ONLY
            assert not used, f"{path} imports {used}"


def test_underthesea_is_known_in_one_place() -> None:
    """Its models load lazily and not thread-safely: two modules guard that, no others import it."""
    users = {path.name for path in _product() if "underthesea" in {m.split(".")[0] for m in _imports(path)}}
    assert users <= {"text.py", "areas.py"}


def test_every_package_that_is_imported_is_required() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line[:1].isalpha()]
    required = {re.split(r"[<>=~!\[ ;]", line)[0].lower() for line in lines}
    own = {*PACKAGES, "app", "__future__", *sys.stdlib_module_names}
    for path in _product():
        for module in _imports(path):
            top = module.split(".")[0]
            if top and top not in own:
                assert DISTRIBUTIONS.get(top, top).lower() in required, f"{path} imports {top}"


def test_functions_stay_short() -> None:
    lengths = sorted(_functions(_product()), reverse=True)
    assert lengths[0][0] <= 100, lengths[0]
    assert statistics.median(length for length, _ in lengths) <= 12
    assert statistics.quantiles([length for length, _ in lengths], n=10)[-1] <= 45


@pytest.mark.parametrize("path", _files(".py"), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 500


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    names = {path.stem for path in _files(".py")}
    assert not names & {"utils", "util", "helpers", "helper", "misc", "common"}


def test_everything_public_says_what_it_is_for() -> None:
    missing = [place for path in _product() for place in _undocumented(path)]
    assert not missing, "\n".join(missing)


def _undocumented(path: Path) -> Iterator[str]:
    """Modules, and public functions and classes at the top of a module, without a docstring."""
    tree = _tree(path)
    if not ast.get_docstring(tree):
        yield str(path.relative_to(ROOT))
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def _forbidden() -> re.Pattern[str]:
    """What no file of the project may hold; put together here, so that this file does not hold it."""
    unfinished = [r"\b" + word + r"\b" for word in ("TO" + "DO", "FIX" + "ME")]
    machine = ["/" + "work/", "/" + "root/", "/" + r"home/\w", "/" + "tmp/w"]
    pieces = (("pypi", "org"), ("python" + "hosted", "org"), ("npm" + "js", "org"), ("deb.debian", "org"))
    hosts = [re.escape(".".join(piece)) for piece in pieces]
    return re.compile("|".join(unfinished + machine + hosts))


def test_nothing_unfinished_and_no_place_of_ours_is_written_down() -> None:
    forbidden = _forbidden()
    for path in _files(*TEXTS):
        if "bulletins" in path.parts:  # others' words
            continue
        found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path.relative_to(ROOT)}: {found and found.group()}"


def test_nothing_is_left_to_be_implemented() -> None:
    for path in _product():
        for node in ast.walk(_tree(path)):
            assert not (isinstance(node, ast.Name) and node.id == "NotImplementedError"), path


def test_importing_the_application_runs_nothing() -> None:
    """Only definitions, imports and constants stand at the top of app.py."""
    plain = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    for node in _tree(ROOT / "app.py").body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_guard = isinstance(node, ast.If) and ast.unparse(node.test) in (
            "TYPE_CHECKING",
            "__name__ == '__main__'",
        )
        assert is_docstring or is_guard or isinstance(node, plain), ast.unparse(node)
