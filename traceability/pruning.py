"""A style sheet without the rules that a page has no words for. Pure: text in, text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[A-Za-z][\w-]*")
BEGUN = re.compile(r"([A-Za-z][\w-]*[-_])(?=\{[{%])")
"""``tone-{{ tone }}``: a class whose end is not known before."""
PART = re.compile(r"[^{};]*[{;}]")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
BESIDE_MARKS = re.compile(r" ?([{};,]) ?|(?<=:) ")
AROUND = ("@layer", "@media", "@supports", "@container")


class Vocabulary:
    """Every word in some sources (templates, scripts): all classes they set, and more."""

    def __init__(self, *sources: str, begun: tuple[str, ...] = ()) -> None:
        whole = " ".join(sources)
        self.words = set(WORD.findall(whole))
        self.begun = (*begun, *set(BEGUN.findall(whole)))

    def knows(self, selector: str) -> bool:
        """Whether all classes of a selector may stand in the page."""
        return all(
            name in self.words or name.startswith(self.begun) for name in CLASS.findall(selector)
        )


def squeezed(sheet: str) -> str:
    """The sheet without what only people read; no text in it may hold the marks of CSS."""
    spoken = SPACE.sub(" ", COMMENT.sub("", sheet))
    return BESIDE_MARKS.sub(r"\1", spoken).strip().replace(";}", "}")


def pruned(sheet: str, vocabulary: Vocabulary) -> str:
    """The rules that may match something; ``sheet`` has no comments, and no rule inside another."""
    return "".join(_rules(sheet, vocabulary))


def _rules(sheet: str, vocabulary: Vocabulary) -> Iterator[str]:
    at = 0
    while part := PART.match(sheet, at):
        head, mark, at = part[0][:-1].strip(), part[0][-1], part.end()
        if mark == ";":
            yield f"{head};"
        elif mark == "{":
            end = _end(sheet, at)
            yield _kept(head, sheet[at : end - 1], vocabulary)
            at = end


def _kept(head: str, inner: str, vocabulary: Vocabulary) -> str:
    if head.startswith(AROUND):
        inside = pruned(inner, vocabulary)
        return f"{head}{{{inside}}}" if inside else ""
    if head.startswith("@"):
        return f"{head}{{{inner}}}"
    selectors = [one for one in _selectors(head) if vocabulary.knows(one)]
    return f"{','.join(selectors)}{{{inner}}}" if selectors else ""


def _selectors(head: str) -> Iterator[str]:
    """What commas part, but for those within brackets: ``:is(a, :has(b))`` is one."""
    begun = depth = 0
    for at, letter in enumerate(head):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            yield head[begun:at]
            begun = at + 1
    yield head[begun:]


def _end(sheet: str, at: int) -> int:
    """Just behind the brace that closes the one before ``at``."""
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(sheet[at], 0)
        at += 1
    return at
