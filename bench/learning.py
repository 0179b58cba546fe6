"""``python -m bench.learning [FOLDER…]``: learn anew how much each sign of a sentence counts.

Every gold question is held against the sentences nearest to it; one that its gold line takes for the answer
is an answer, any other is not.  Logistic regression then finds the weights of the signs (``bot.signals``),
which ``bot/weights.toml`` keeps.  Printed is how the questions of each fifth fare with weights learned from
the other four.  FOLDER holds ``bulletins/`` and ``questions.jsonl`` of one's own to learn from too.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answer import Answer
from bot.assistant import Assistant
from bot.closest import WEIGHTS
from bot.evaluation import Gold, failures, read_gold
from bot.reasons import quoted
from bot.signals import Signals
from corpus.bulletin import read_portal_text
from corpus.reading import read
from corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
OWN = (
    (GOLD / "bulletins", GOLD / "questions-dev.jsonl"),
    (ROOT / "corpus" / "bulletins", GOLD / "questions-more.jsonl"),
)
FOLDS = 5
# Times that a question of a folder of one's own counts: those here were worded by people who knew the rules.
OUTSIDE = 6
RIDGE = 20.0  # how strongly weights are held near nothing (per standard deviation of a sign)
STEPS = 25  # of Newton's method, which needs fewer than ten
LEAST = 0.5  # chosen on questions over bulletins not learned from, beside what no likelihood outweighs
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The candidates of one question: their signs (a row each), and which of them answer it."""

    signs: Array
    answers: Array
    declined: bool  # whether the rules give no answer


def examples(bulletins: Path, gold: Path, names: list[str]) -> Iterable[Example]:
    """The gold questions over a folder of bulletins; *names* are filled with the names of the signs."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store, gold.open("rb") as lines:
        for path in sorted(bulletins.glob("*.txt")):
            store.save(read(read_portal_text(path.read_text(encoding="utf-8"), path.name)))
        assistant = Assistant(store)
        brain = assistant.brain()
        signals = Signals(brain.knowledge, brain.sentences)
        for line in read_gold(lines):
            answer = assistant.ask(line.question, conversation=line.conversation)
            query = assistant.understand(answer.understood or line.question)
            found = signals.candidates(query)
            if found:
                names[:] = sorted(found[0].signs)
                told = [brain.composer.compose(quoted(query, [c.evidence]), query) for c in found]
                yield Example(
                    np.array([[c.signs[name] for name in names] for c in found]),
                    np.array([float(_answers(line, answer)) for answer in told]),
                    answer.status == "not_found",
                )


def _answers(gold: Gold, answer: Answer) -> bool:
    """Whether a quoted sentence is a right answer."""
    told = "answered" in gold.statuses and bool(gold.must or gold.cite)
    if told and gold.kind == "yes_no" and gold.cite:  # what it says is told beside the sentence
        gold = replace(gold, must=())
    return told and not failures(gold, answer)


def fitted(signs: Array, answers: Array) -> tuple[float, Array]:
    """Base and weights of the logistic regression with a ridge (Newton's method, all signs put to one
    scale: Hastie, Tibshirani, Friedman, *The Elements of Statistical Learning*, 4.4)."""
    mean, scale = signs.mean(axis=0), signs.std(axis=0)
    scale[scale == 0] = 1.0
    rows = np.hstack([np.ones((len(signs), 1)), (signs - mean) / scale])
    ridge = np.diag([0.0, *[RIDGE] * signs.shape[1]])
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (answers - likely) - ridge @ weights
        curve = (rows.T * (likely * (1 - likely))) @ rows + ridge
        weights += np.linalg.solve(curve, slope)
    return float(weights[0] - (weights[1:] / scale) @ mean), weights[1:] / scale


def likelihoods(example: Example, base: float, weights: Array) -> Array:
    """How likely each candidate of a question is its answer."""
    return np.asarray(1 / (1 + np.exp(-(base + example.signs @ weights))))


def learn(found: Sequence[Example]) -> tuple[float, Array]:
    """Base and weights from some questions."""
    return fitted(np.vstack([e.signs for e in found]), np.concatenate([e.answers for e in found]))


def held_out(found: Sequence[Example]) -> Iterator[str]:
    """How often the likeliest sentence answers the questions that were not learned from and have no answer
    by rule, for some bounds."""
    told: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        base, weights = learn([e for i, e in enumerate(found) if i % FOLDS != fold])
        for example in (e for i, e in enumerate(found) if i % FOLDS == fold and e.declined):
            likely = likelihoods(example, base, weights)
            told.append((float(likely.max()), float(example.answers[likely.argmax()])))
    yield f"{len(found)} questions, {len(told)} without an answer by rule; held out:"
    for least in (0.3, 0.4, LEAST, 0.6, 0.7, 0.8):
        quoted = [answers for likely, answers in told if likely >= least]
        yield f"  at least {least:.2f}: {len(quoted)} quoted, {sum(quoted):.0f} of them answer"


def written(base: float, weights: Array, names: Sequence[str]) -> str:
    """The weights as a file."""
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(names, weights, strict=True)]
    head = "# Learned by `make learn`, from which questions: docs/decisions/0032; see bot/closest.py.\n"
    return head + f"base = {base:.3f}\nleast = {LEAST}\n\n[signs]\n" + "\n".join(lines) + "\n"


def main(folders: Sequence[str]) -> int:
    """Learn from the project's own gold questions and those of some folders, and keep what was learned."""
    own = [(Path(f) / "bulletins", Path(f) / "questions.jsonl") for f in folders]
    names: list[str] = []
    found = [e for bulletins, gold in OWN for e in examples(bulletins, gold, names)]
    others = [e for bulletins, gold in own for e in examples(bulletins, gold, names)]
    print("\n".join(held_out([*found, *others])))
    WEIGHTS.write_text(written(*learn([*found, *others * OUTSIDE]), names), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
