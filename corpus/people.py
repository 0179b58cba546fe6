"""Names of persons and their roles in running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.annotate import Annotated
from corpus.lexicon import Lexicon, Mention
from corpus.text import Token, key_of

STOPS = frozenset('.;:!?…()“”"')
LONGEST_ROLE = 22
LONGEST_NAME = 5


@dataclass(frozen=True)
class Person:
    """A named person: tokens of the name and of the role (a role may be missing)."""

    name: tuple[int, int]
    role: tuple[int, int] | None

    @property
    def first(self) -> int:
        """First token of name and role together."""
        return min(self.name[0], self.role[0]) if self.role else self.name[0]

    @property
    def last(self) -> int:
        """End of name and role together (exclusive)."""
        return max(self.name[1], self.role[1]) if self.role else self.name[1]


def persons(text: Annotated, lexicon: Lexicon) -> list[Person]:
    """Persons named with a role (``Giám đốc Sở … Hà Sỹ Huân``) or an honorific
    (``ông Nguyễn Văn A, Phó Chủ tịch UBND huyện …``), in order, none twice."""
    found = [*_by_honorific(text, lexicon)]
    for person in _before_role(text, lexicon):
        if not any(p.name == person.name for p in found):
            found.append(person)
    held = {i for p in found if p.role for i in range(*p.role)}
    places = [range(p.start_token, p.end_token) for p in text.places if p.kind != "generic"]
    for person in _by_role(text, lexicon):
        known = any(p.name == person.name for p in found)
        place = any(person.name[0] in p and person.name[1] - 1 in p for p in places)
        if not (known or place or (person.role is not None and person.role[0] in held)):
            found.append(person)
    return sorted(found, key=lambda p: p.name)


def _before_role(text: Annotated, lexicon: Lexicon) -> Iterator[Person]:
    """A name with its role in apposition, and no title before it (``Nguyễn Văn A, Giám đốc Sở X``)."""
    for role in (m for m in text.saying("role") if text.words[m.first].capital):
        if role.first < 3 or text.words[role.first - 1].text not in {",", "-", "–", "("}:
            continue
        last = first = role.first - 1
        while first and text.words[first - 1].kind == "word" and text.words[first - 1].capital:
            first -= 1
        title = text.mention_at(first)
        if title is not None and title.has("honorific"):
            first = title.last
        name = name_in(text.words, first, last, lexicon) if last - first > 1 else None
        if name is not None and name[1] == last:
            yield Person(name, _role_after(text, last))


def _by_role(text: Annotated, lexicon: Lexicon) -> Iterator[Person]:
    roles = [m for m in text.saying("role") if text.words[m.first].capital]
    for n, role in enumerate(roles):
        stop = roles[n + 1].first if n + 1 < len(roles) else len(text.words)
        stop = min(stop, role.first + LONGEST_ROLE)
        name = name_in(text.words, role.last, stop, lexicon)
        if name is not None:
            last = name[0]
            while last - 1 > role.first and text.words[last - 1].kind == "mark":
                last -= 1  # "Chủ tịch UBND tỉnh A, Trần Văn B"
            yield Person(name, (role.first, last))


def _by_honorific(text: Annotated, lexicon: Lexicon) -> Iterator[Person]:
    for mention in text.saying("honorific"):
        name = name_in(text.words, mention.last, min(len(text.words), mention.last + LONGEST_NAME), lexicon)
        if name is None or name[0] != mention.last:
            name = _titled(text, mention.last)
        role = text.mention_at(mention.last)
        if name is None or (role is not None and role.has("role")):
            continue
        yield Person(name, _role_after(text, name[1]))


def _titled(text: Annotated, first: int) -> tuple[int, int] | None:
    """Two to five capital words right behind a title: a name, whatever the family name."""
    last = first
    while last < len(text.words) and text.words[last].kind == "word" and text.words[last].capital:
        last += 1
    place = any(p.start_token <= first < p.end_token for p in text.places)
    return (first, last) if 2 <= last - first <= LONGEST_NAME and not place else None


def _role_after(text: Annotated, at: int) -> tuple[int, int] | None:
    """A role in apposition: ``, Phó Chủ tịch UBND huyện Ba Bể``."""
    if at >= len(text.words) or text.words[at].text not in {",", "-", "–", "("}:
        return None
    role: Mention | None = next((m for m in text.saying("role") if m.first == at + 1), None)
    if role is None:
        return None
    last = role.last
    roles = {m.first for m in text.saying("role")}
    while last < len(text.words) and last - role.first < LONGEST_ROLE:
        joint = text.words[last].text == "," and last + 1 in roles  # "Tỉnh ủy viên, Phó Chủ tịch UBND tỉnh"
        if not (joint or _goes_on(text.words[last])):
            break
        if text.words[last].key in _VERBS and not text.words[last].capital:
            break
        last += 1
    return role.first, last


def _goes_on(word: Token) -> bool:
    """Whether a role may go on with a token (``Sở NN&PTNT`` too)."""
    return word.kind == "word" or word.text == "&"


# Words with which what a person does begins, behind the role.
_VERBS = frozenset(
    key_of(word)
    for word in (
        *("chủ", "cho", "đã", "phát", "biết", "nói", "trao", "dự", "chỉ", "khẳng", "nhấn", "đề", "yêu"),
        *("bày", "ghi", "chúc", "thông", "đánh", "kêu", "đến", "tới", "làm", "chia", "phân", "giải", "kể"),
    )
)


def name_in(words: tuple[Token, ...], first: int, stop: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The first run of capitalised words that begins with a family name and has two to five words.

    A run may hold a place before the name (``huyện Ba Bể Nguyễn Văn A``): the
    name starts at the first family name that leaves two words or more.
    """
    i = first
    while i < stop:
        if words[i].text in STOPS:
            return None
        if not (words[i].kind == "word" and words[i].capital):
            i += 1
            continue
        run = i
        while (
            run < len(words)
            and words[run].kind == "word"
            and words[run].capital
            and not words[run].text.isupper()
        ):
            run += 1
        for at in range(i, run - 1):
            if words[at].key in lexicon.surnames and run - at <= LONGEST_NAME:
                return at, run
        i = max(run, i + 1)
    return None
