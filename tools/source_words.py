"""The words the source asks to have translated: what gettext will be asked for at run time.

Python is read by Babel. Templates are read by Django's own lexer and parser, so that what is
found here is what Django looks up: trimmed blocks, doubled percent signs and all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from django.template import TemplateSyntaxError, engines
from django.template.base import (
    FilterExpression,
    Lexer,
    Origin,
    Parser,
    TextNode,
    Variable,
    filter_re,
)
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "catalog", "traceability", "marketplace", "config")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SPOKEN_ATTRIBUTES = {
    *("alt", "title", "placeholder", "aria-label", "aria-description"),
    *("aria-roledescription", "aria-valuetext", "label", "data-label"),
}


@dataclass(frozen=True)
class Word:
    """One thing to translate: a text, or a pair (one, many), perhaps within a context."""

    text: str | tuple[str, str]
    context: str | None = None


@dataclass
class TemplateWords:
    """What one template says: through the catalogue, and past it."""

    translated: list[Word] = field(default_factory=list)
    bare_text: list[str] = field(default_factory=list)
    bare_literals: list[str] = field(default_factory=list)
    percent_literals: list[str] = field(default_factory=list)
    refused: str = ""


def python_files() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def template_files() -> Iterator[Path]:
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def python_words(path: Path) -> list[Word]:
    if "gettext" not in path.read_text():
        return []
    found = extract_from_file("python", path, keywords=KEYWORDS)
    return [Word(_pair(text), context) for _line, text, _comments, context in found]


def _pair(text: str | tuple[str, ...]) -> str | tuple[str, str]:
    return text if isinstance(text, str) else (text[0], text[1])


def template_words(source: str) -> TemplateWords:
    """Parse ``source`` as Django would, and listen."""
    parser = _Listener(source)
    words = parser.heard
    try:
        nodes = parser.parse()
    except TemplateSyntaxError as refusal:
        words.refused = str(refusal)
        return words
    for node in nodes.get_nodes_by_type(TranslateNode):
        words.translated += _translate_tag(node)
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        words.translated.append(_blocktranslate_tag(node))
    words.bare_text = spoken("".join(node.s for node in nodes.get_nodes_by_type(TextNode)))
    return words


def _translate_tag(node: TranslateNode) -> list[Word]:
    """``{% translate "…" %}``; of ``{% translate variable %}`` nothing can be known."""
    asked = node.filter_expression.var
    if not isinstance(asked, Variable) or not isinstance(asked.literal, str):
        return []
    return [Word(asked.literal.replace("%", "%%"), _context(node))]


def _blocktranslate_tag(node: BlockTranslateNode) -> Word:
    one, _ = node.render_token_list(node.singular)
    if not node.plural:
        return Word(one, _context(node))
    many, _ = node.render_token_list(node.plural)
    return Word((one, many), _context(node))


def _context(node: TranslateNode | BlockTranslateNode) -> str | None:
    return node.message_context.resolve({}) if node.message_context else None


class _Listener(Parser):
    """Django's parser, noting the constants of every expression of every tag it compiles."""

    def __init__(self, source: str) -> None:
        engine = engines["django"].engine
        super().__init__(
            Lexer(source).tokenize(),
            engine.template_libraries,
            engine.template_builtins,
            Origin("words"),
        )
        self.heard = TemplateWords()

    def compile_filter(self, token: str) -> FilterExpression:
        for match in filter_re.finditer(token):
            constant = match["constant"] or match["constant_arg"]
            if constant:
                self._note(constant)
        return super().compile_filter(token)

    def _note(self, constant: str) -> None:
        literal = Variable(constant).literal
        if not constant.startswith("_("):
            if not self._is_a_translate_tag(constant):
                self.heard.bare_literals.append(str(literal))
        elif "%" in str(literal):
            self.heard.percent_literals.append(str(literal))
        else:
            self.heard.translated.append(Word(str(literal)))

    def _is_a_translate_tag(self, constant: str) -> bool:
        _command, token = self.command_stack[-1] if self.command_stack else ("", None)
        words = token.split_contents() if token else []
        return words[:2] in (["translate", constant], ["trans", constant])


def spoken(markup: str) -> list[str]:
    """What a reader sees or hears of a page: its texts and its spoken attributes."""
    page = _Page()
    page.feed(markup)
    page.close()
    return page.said


class _Page(HTMLParser):
    """Gathers text and spoken attributes, except inside scripts, styles and ``lang=…``."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        foreign = "lang" in said and tag != "html"
        if tag in {"script", "style"} or foreign or tag in self._silent:
            self._silent.append(tag)
        if not foreign:
            self._say(*(said[name] or "" for name in sorted(SPOKEN_ATTRIBUTES & said.keys())))
        if tag == "meta" and said.get("name") == "description":
            self._say(said.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(data)

    def _say(self, *texts: str) -> None:
        self.said += [" ".join(text.split()) for text in texts if text.strip()]
