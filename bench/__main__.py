"""``python -m bench [NAME…]``: print the named measurements, or all of them.

A bench is a function that yields the lines of its report, so that each is printed as soon as it is
known.  To add one, write a module beside this and name its function in ``BENCHES``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from bench import answer_time, figures, library_time, reading, retrieval, scale, whole_portal, widget

Bench = Callable[[], Iterator[str]]

BENCHES: list[tuple[str, Bench]] = [
    ("waiting for an answer", answer_time.waiting),
    ("an answer over a whole portal", whole_portal.answering),
    ("widget as a guest", widget.guest),
    ("reading bulletins", reading.reading),
    ("page of figures", figures.figures),
    ("retrieval quality", retrieval.quality),
    ("retrieval speed", scale.speed),
    ("building the index", scale.build),
    ("searching the library", library_time.searching),
]


def main(wanted: Sequence[str]) -> int:
    """Print every bench whose name contains one of the *wanted* words; 2 if there is none."""
    chosen = [bench for bench in BENCHES if not wanted or any(word in bench[0] for word in wanted)]
    for name, run in chosen:
        print(f"## {name}", flush=True)
        for line in run():
            print(line, flush=True)
        print(flush=True)
    if not chosen:
        print("No such bench; there are: " + ", ".join(name for name, _ in BENCHES), file=sys.stderr)
    return 0 if chosen else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
