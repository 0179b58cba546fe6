"""Dẫn Chứng: the web application (``create_app``) and the command line.

Nothing runs at import.  What is slow to load is imported by the command that
needs it, so that every command starts quickly.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from bot.batch import LANGUAGES, answer_line, each, hits_json, search_line
from bot.plain import plain

if TYPE_CHECKING:
    from flask import Flask

    from bot.assistant import Assistant
    from corpus.narrowing import Narrowing
    from corpus.store import Store
    from web.settings import Settings

HERE = Path(__file__).resolve().parent


# --- the web application -----------------------------------------------------------------------


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The Flask application over a data folder, which is filled first if it is new.

    Lower-case names in *config* are settings (``web/settings.py``; they win over
    the environment), upper-case ones go to Flask (``TESTING``).  Raises
    ``StoreError`` if the data folder cannot be used, ``SettingsError`` for a
    setting it does not know.
    """
    from flask import Flask

    import web
    from corpus.text import warm_up
    from web.services import Services

    config = config or {}
    settings = _settings({name: value for name, value in config.items() if name.islower()})
    warm_up()  # before any thread serves
    store = _open(Path(settings.data))
    app = Flask("web", static_folder=None)  # the blueprint serves its own files
    app.config.update({name: value for name, value in config.items() if name.isupper()})
    web.register(app, Services(_assistant(store, settings.conversation_hours), store, settings))
    return app


def _settings(overrides: Mapping[str, Any]) -> Settings:
    from web.settings import load

    data = os.environ.get("DANCHUNG_DATA") or str(HERE / "instance")
    return load(os.environ, {"data": data, **overrides})


def _open(folder: Path) -> Store:
    from corpus.shipped import open_filled

    return open_filled(folder)


def _assistant(store: Store, hours: float | None = None) -> Assistant:
    from bot.assistant import HOURS, Assistant

    return Assistant(store, hours=hours if hours is not None else HOURS)


# --- errors and output -------------------------------------------------------------------------


class Failure(click.ClickException):
    """Something went wrong, said in Vietnamese and in English; exit code 1."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Lỗi: {vi}\nError: {en}")

    def show(self, file: IO[Any] | None = None) -> None:
        """Print both sentences to standard error."""
        click.echo(self.message, file=file, err=file is None)


@contextlib.contextmanager
def _explained(debug: bool = False) -> Iterator[None]:
    """Errors in clear words: no command ends in a traceback, unless *debug* asks for it."""
    try:
        yield
    except click.UsageError as error:
        click.echo("Lỗi: lệnh chưa đúng cách dùng; thêm --help để xem hướng dẫn.", err=True)
        raise error
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except Exception as error:
        if debug:
            raise
        raise _failure(error) from error


_STORE_WORDS = {
    "unreadable": "không đọc được thư mục dữ liệu",
    "not_writable": "không ghi được vào thư mục dữ liệu",
    "damaged": "dữ liệu trong thư mục dữ liệu đã bị hỏng",
    "newer_schema": "thư mục dữ liệu do phiên bản mới hơn của chương trình tạo ra",
}


def _failure(error: Exception) -> Failure:
    from corpus.database import StoreError

    if isinstance(error, StoreError):
        return Failure(_STORE_WORDS[error.reason], str(error))
    from web import SettingsError
    from web.serving import CannotListen

    if isinstance(error, CannotListen):
        return Failure(error.vi, error.en)
    if isinstance(error, SettingsError):
        return Failure(
            "một cài đặt (biến môi trường DANCHUNG_…) không hợp lệ", f"a setting is not valid: {error}"
        )
    name = type(error).__name__
    return Failure(
        f"có lỗi ngoài dự kiến ({name}); thêm --debug trước tên lệnh để xem chi tiết",
        f"unexpected error ({name}); add --debug before the command to see the details",
    )


class Commands(click.Group):
    """A group whose errors, usage errors too, are explained in both languages."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click does it, errors explained."""
        with _explained():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does it, errors explained."""
        with _explained(bool(ctx.params.get("debug"))):
            return super().invoke(ctx)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
    sys.stdout.flush()


def _print_lines(values: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line; fails only if there were lines and none could be used"""
    bad = good = 0
    for value in values:
        _print_json(value)
        bad, good = bad + ("error" in value), good + ("error" not in value)
    if bad and not good:
        raise Failure("không dòng nào dùng được", "no line could be used")


def _typed(text: str) -> str:
    """An argument as sound text: bytes that are not UTF-8 become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


# --- the command line --------------------------------------------------------------------------


def _log(shown: bool) -> None:
    """A server's faults are logged with their details; a command says in its own words what failed."""
    if shown:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    else:
        logging.basicConfig(handlers=[logging.NullHandler()])


_BATCH_HELP = 'Tệp {"id","q"} mỗi dòng / a JSON-lines file; - là stdin.'
_PERCENT = click.FloatRange(0, 100)
_STATUSES = ("actual", "provisional", "target", "change")
_NATURES = ("stock", "flow")
_FORMATS = ("json", "csv", "sdmx-csv", "xlsx")
_JSON_HELP = "In JSON / print JSON."


@click.group(cls=Commands, invoke_without_command=True)
@click.option(
    "--data",
    envvar="DANCHUNG_DATA",
    type=click.Path(path_type=Path),
    default=HERE / "instance",
    show_default="instance",
    help="Thư mục dữ liệu / data folder; a new one is filled with the shipped bulletins.",
)
@click.option("--debug", is_flag=True, help="Hiện chi tiết lỗi / show details of errors.")
@click.pass_context
def cli(ctx: click.Context, data: Path, debug: bool) -> None:
    """Hỏi đáp có dẫn chứng từ bản tin: answers from bulletins, with the evidence.

    Không có lệnh nào thì chạy trang hỏi đáp; without a command the web page is served.
    """
    ctx.obj = data
    _log(ctx.invoked_subcommand in (None, "serve") or debug)
    if ctx.invoked_subcommand is None:
        ctx.invoke(serve)


@cli.command()
@click.option("--host", help="Địa chỉ / address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng / port.  [default: 5000]")
@click.pass_obj
def serve(data: Path, host: str | None, port: int | None) -> None:
    """Chạy trang hỏi đáp / serve the page and the API."""
    from web import serving

    given = {"data": str(data), "host": host, "port": port}
    config = {name: value for name, value in given.items() if value is not None}
    settings = _settings(config)
    with serving.listening(settings.host, settings.port) as sock:
        serving.serve(create_app(config), sock, settings, _announce)


def _announce(address: str) -> None:
    click.echo(f"Dẫn Chứng: {address}  (Ctrl+C: dừng / stop)")
    sys.stdout.flush()


@cli.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Ngôn ngữ trả lời / language of the answer.")
@click.option("--batch", type=click.File("rb"), help=_BATCH_HELP)
@click.pass_obj
def ask(
    data: Path, question: tuple[str, ...], as_json: bool, lang: str | None, batch: IO[bytes] | None
) -> None:
    """Hỏi một câu hoặc cả tệp / ask one question, or a file of them."""
    _one_of(question, batch)
    assistant = _assistant(_open(data))
    if batch is not None:
        return _print_lines(each(batch, answer_line(assistant, lang)))
    answer = assistant.ask(_typed(" ".join(question)), language=lang)
    if as_json:
        return _print_json(answer.to_json())
    click.echo(plain(answer, bold=lambda words: click.style(words, bold=True)))


def _one_of(words: tuple[str, ...], batch: IO[bytes] | None) -> None:
    if bool(words) == (batch is not None):
        raise click.UsageError("Give either a question or --batch FILE.")


@cli.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
@click.pass_obj
def explain(data: Path, question: tuple[str, ...], as_json: bool) -> None:
    """Câu hỏi được hiểu thế nào / how a question is understood, and why this answer won."""
    from bot.explain import lines

    found = _assistant(_open(data)).explain(_typed(" ".join(question)))
    if as_json:
        return _print_json(found)
    for line in lines(found):
        click.echo(line)


@cli.command()
@click.argument("query", nargs=-1)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, help="Số đoạn / paragraphs.  [default: 10]"
)
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
@click.option("--programme", default="", help="Chương trình / bulletins with its figures: ntm, ocop.")
@click.option("--area", default="", help="Địa bàn / bulletins with figures of a place or what lies in it.")
@click.option("--since", default="", help="Đăng từ / published from: 2023-07-14, 2023-07 or 2023.")
@click.option("--until", default="", help="Đăng đến / published until, that day, month or year included.")
@click.option("--batch", type=click.File("rb"), help=_BATCH_HELP)
@click.pass_obj
def search(
    data: Path, /, query: tuple[str, ...], limit: int, as_json: bool, batch: IO[bytes] | None, **filters: str
) -> None:
    """Tìm đoạn văn / find paragraphs."""
    _one_of(query, batch)
    narrowing = _narrowing(filters)
    assistant = _assistant(_open(data))
    if batch is not None:
        return _print_lines(each(batch, search_line(assistant, limit, narrowing)))
    hits = assistant.search(_typed(" ".join(query)), limit, narrowing)
    if as_json:
        return _print_json(hits_json(hits))
    for hit in hits:
        place = click.style(f"{hit.bulletin}#p{hit.paragraph}", bold=True)
        click.echo(f"{place}  {hit.score:.2f}\n  {hit.text}")


def _narrowing(filters: Mapping[str, str]) -> Narrowing:
    from corpus.narrowing import BadDate, Narrowing

    try:
        return Narrowing(**{name: _typed(value) for name, value in filters.items()})
    except BadDate as bad:
        raise click.UsageError(f"{str(bad).capitalize()}.") from bad


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--reset", is_flag=True, help="Chỉ giữ những bản tin này / keep these bulletins and no others.")
@click.pass_obj
def ingest(data: Path, paths: tuple[str, ...], reset: bool) -> None:
    """Nạp bản tin (.txt, .html, .mhtml, .docx, .pdf, .jsonl) hoặc thư mục / read bulletins or folders."""
    from corpus import ingest as reader
    from corpus.ingest_report import lines
    from corpus.library import Library
    from corpus.store import Store

    store = Store.open(data) if reset else _open(data)
    with _progress() as progress:
        summary = reader.ingest(store, paths, progress=progress, reset=reset)
    Library(store).refresh()
    for line in lines(summary):
        click.echo(line)
    if summary.count("failed") == len(summary.entries):
        raise Failure("không đọc được bản tin nào", "no bulletin could be read")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, for people only; called with the bytes done and the bytes in all."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="Đang đọc / reading", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show


@cli.command()
@click.option("--bulletin", default="", help="Mã bản tin / a bulletin's id.")
@click.option("--indicator", default="", help="Chỉ tiêu / an indicator, such as ocop.products.")
@click.option("--programme", default="", help="Chương trình / a programme: ntm, ocop.")
@click.option("--area", default="", help="Địa bàn / a place with all in it, old or new name, marks or none.")
@click.option("--period", default="", help="Thời kỳ / 2023, 2023-06, 2023-06-30, or 2021-2025.")
@click.option("--status", type=click.Choice(_STATUSES), help="Trạng thái / status.")
@click.option("--nature", type=click.Choice(_NATURES), help="Hiện có hay trong kỳ / stock or flow.")
@click.option("--stars", default="", help="Hạng sao / stars, such as 4 or 3+.")
@click.option("--text", default="", help="Có những chữ này / words that all stand in it, marks or none.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="json", help="Định dạng / format.")
@click.option(
    "--output", "-o", type=click.File("wb"), default="-", help="Tệp ra / file to write.  [default: -]"
)
@click.pass_obj
def facts(data: Path, /, form: str, output: IO[bytes], **filters: str | None) -> None:
    """Xuất số liệu kèm dẫn chứng / print the facts with their quotes."""
    from corpus import export

    if form == "xlsx" and output.isatty():
        raise click.UsageError("A spreadsheet is no text: give --output FILE.")
    given = {name: _typed(value) for name, value in filters.items() if value}
    output.write(export.FORMATS[form].write(_open(data).facts(**given)))
    output.flush()


@cli.command()
@click.pass_obj
def opinions(data: Path) -> None:
    """Ý kiến của người dùng, mỗi dòng một JSON / what people said of answers, latest first."""
    from dataclasses import asdict

    _print_lines(asdict(opinion) for opinion in _open(data).opinions())


@cli.command()
@click.argument("gold", type=click.File("rb"))
@click.option("--floor-right", type=_PERCENT, default=0, help="Ít nhất % đúng / least % right.")
@click.option("--ceil-wrong", type=_PERCENT, default=100, help="Nhiều nhất % sai / most % wrong")
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
@click.option("--facts", "of_facts", is_flag=True, help="Chấm số liệu / score facts, not answers")
@click.pass_obj
def evaluate(
    data: Path, gold: IO[bytes], floor_right: float, ceil_wrong: float, as_json: bool, of_facts: bool
) -> None:
    """Chấm điểm trên bộ câu hỏi mẫu / score the answers to gold questions (or, with --facts, gold facts)."""
    from bot import evaluation

    if of_facts:
        _evaluate_facts(Path(gold.name), floor_right)
        return
    try:
        golds = evaluation.read_gold(gold)
    except evaluation.BadGold as bad:
        raise Failure(bad.vi, bad.en) from bad
    results = evaluation.evaluate(_assistant(_open(data)), golds)
    click.echo(evaluation.report_json(results) if as_json else evaluation.report(results))
    count = evaluation.tally(results)
    if count.right_percent < floor_right or count.wrong_percent > ceil_wrong:
        raise Failure(
            f"chưa đạt: đúng {count.right_percent:.1f} %, sai {count.wrong_percent:.1f} %.",
            f"below the floor: {count.right_percent:.1f} % right, {count.wrong_percent:.1f} % wrong",
        )


def _evaluate_facts(gold: Path, floor: float) -> None:
    """Read the bulletins that gold facts are about (beside the gold, or the shipped ones) and compare."""
    from corpus.fact_evaluation import evaluate as compare
    from corpus.shipped import SHIPPED

    try:
        report = compare(gold, [gold.parent / "bulletins", SHIPPED])
    except (OSError, ValueError, KeyError) as bad:
        raise Failure(
            "tệp này không phải bộ số liệu mẫu.", "this file holds no gold facts (JSON lines)."
        ) from bad
    click.echo(report.text())
    if min(report.precision, report.recall) * 100 < floor:
        raise Failure("chưa đạt mức tối thiểu.", "below the floor.")


def main() -> None:
    """Run the command line; output is UTF-8 whatever the terminal's settings say."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    cli(prog_name="python app.py")


if __name__ == "__main__":
    main()
