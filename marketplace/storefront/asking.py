"""What a visitor asks for: words and choices read from an address, nonsense quietly left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from catalog.folding import tidy
from catalog.queries import MOST_LETTERS
from catalog.tables import rows
from marketplace.listings.queries import BANDS

if TYPE_CHECKING:
    from django.http import QueryDict

FACETS = {
    "nhom": frozenset("123456"),
    "sao": frozenset("345"),
    "gia": frozenset(name for name, _limit in BANDS),
    "ke": frozenset(row["slug"] for row in rows("kinds/shelves.csv")),
    "con": frozenset("1"),
    "lanh": frozenset("1"),
}
PLACES = {"tinh": 2, "xa": 5, "giao": 2}  # a code of so many digits; one at a time
SORTS = ("hop", "moi", "re", "dat", "sao")
PARAMETERS = frozenset({"q", "xep", "trang", *FACETS, *PLACES})
MOST_PAGES = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words, choices by parameter, the order and the page asked for."""

    text: str = ""
    is_cut: bool = False
    chosen: tuple[tuple[str, str], ...] = ()
    sort: str = SORTS[0]
    page: int = 1

    def values(self, parameter: str) -> list[str]:
        return [value for name, value in self.chosen if name == parameter]

    @property
    def destination(self) -> str:
        """The code of the province that goods are to be brought to; empty for anywhere."""
        return next(iter(self.values("giao")), "")

    def toggled(self, parameter: str, value: str) -> Question:
        """The same question with one choice made or taken back, from the first page."""
        pair = (parameter, value)
        if pair in self.chosen:
            left = [one for one in self.chosen if one != pair and one[0] != _inside(parameter)]
            return replace(self, chosen=tuple(left), page=1)
        single = {parameter, _inside(parameter)} if parameter in PLACES else set()
        kept = [one for one in self.chosen if one[0] not in single]
        return replace(self, chosen=(*kept, pair), page=1)

    def cleared(self) -> Question:
        return replace(self, chosen=(), page=1)

    def worded(self, text: str) -> Question:
        """The same choices with other words."""
        return replace(self, text=text, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """Words and choices, as hidden boxes of a form keep them."""
        return [("q", self.text)] * bool(self.text) + list(self.chosen)

    def query(self) -> str:
        """``?q=mi%E1%BA%BFn&sao=4``; the order of sorting where it is not the usual one."""
        order = [("xep", self.sort)] * (self.sort != SORTS[0])
        return "?" + urlencode([*self.pairs(), *order])


def _inside(parameter: str) -> str:
    """A commune lies inside a province: without the one, the other goes too."""
    return "xa" if parameter == "tinh" else ""


def ask(query: QueryDict) -> Question:
    """Read a question. Whatever is not a known choice is left out, never an error."""
    typed = tidy(query.get("q", ""))
    chosen = [
        (name, value)
        for name, known in FACETS.items()
        for value in dict.fromkeys(map(str, query.getlist(name)))
        if value in known
    ]
    for name, digits in PLACES.items():
        code = query.get(name, "")
        if len(code) == digits and code.isascii() and code.isdecimal():
            chosen.append((name, code))
    sort = query.get("xep", "")
    return Question(
        text=typed[:MOST_LETTERS],
        is_cut=len(typed) > MOST_LETTERS,
        chosen=tuple(chosen),
        sort=sort if sort in SORTS else SORTS[0],
        page=_page(query.get("trang", "")),
    )


def _page(asked: str) -> int:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= len(str(MOST_PAGES))):
        return 1
    return max(1, int(asked))
