"""What can be wrong with words: missing, unchecked, misspelt holes, the wrong language."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from babel.messages import Catalog
from babel.messages.catalog import Message

from tools.source_words import TemplateWords
from tools.vietnamese import foreign_words, has_letters_of_its_own

HOLE = re.compile(r"%\(\w+\)[a-z]|%%|%[a-z](?![a-z])|\{\w*\}|</?\w+|https?://\S+")
# What stays as it is in every language: names, units, codes, numbers of laws.
SAME_EVERYWHERE = re.compile(
    r"Chợ Gốc|đồng|Quảng Ninh|Hạ Long|OCOP|VietQR|QR|Stripe"
    r"|GTIN|GLN|GS1 Digital Link|GS1|EPCIS|CSV|URL|API|GPS"
    r"|\b(?:kg|g|ml|l|km|m|cm|mm|x|v|VND)\b|₫|&\w+;|[×·•–—]|\d+/\d+/[\w-]+"
)
LETTERS_OF_OTHERS = {"fr": "àâçéèêëîïôùûœ"}
QUOTED = re.compile(r"“[^”]*”")  # a Vietnamese name or word that English talks about
CLASS_NAME = re.compile(r"^is-[a-z-]+$|^sha256$")  # {% block body_class %}is-plain
WRAPPERS = {
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"),
    *("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"),
}
NOT_WORDS = {  # Python whose Vietnamese is not said to anybody in another language, and why
    "accounts/devices.py": "names of browsers",
    "accounts/messages/segments.py": "letters, not words",
    "catalog/art/": "drawn on labels of Vietnamese goods, and looked for in their names",
    "catalog/folding.py": "letters, not words",
    "catalog/management/": "columns of the register's files, and an operator's screen",
    "catalog/register/": "columns and values of the register's files",
    "marketplace/invoices/adapters/": "what invoices say, in the law's language",
    "marketplace/invoices/documents/": "the same",
    "marketplace/voices/bylines.py": "kinds of places, taken off their names",
    "marketplace/demo/": "what fictional producers wrote about their own goods",
    "marketplace/management/": "the same, and an operator's screen",
    "marketplace/orders/models/groups.py": "kept in the row of whoever was erased",
    "marketplace/payments/banks.py": "names of banks",
    "config/gallery/": "made-up rows, for those who build pages",
    "config/settings.py": "the name of the language in itself",
    "config/formats/vi/": "how Vietnamese writes a date",
}
NAMES_OF_LAWS = re.compile(r"(?:Thông tư|Nghị định|Luật|Quyết định) .*")
KEPT_UNITS = {"cái", "đ"}  # as written on the pack and kept in the database
SAMPLES = "templates/gallery/components.html"  # for those who build pages


def of_catalogue(catalog: Catalog, source: Catalog) -> list[str]:
    """What the English catalogue lacks of the source, has too much, or says wrongly."""
    found = [fault for message in source if message.id for fault in _of_source(message)]
    return sorted([*found, *_of_words(catalog, source)])


def of_guest_catalogue(catalog: Catalog, source: Catalog) -> list[str]:
    """The same of a guest's language, whose plurals are counted too: Chinese has one form."""
    forms = catalog.num_plurals
    found = [
        f"{forms} forms for a number, not {len(_texts(message.string))}: {message.id!r}"
        for message in catalog
        if isinstance(message.id, tuple | list) and len(_texts(message.string)) != forms
    ]
    return sorted([*found, *_of_words(catalog, source)])


def _of_words(catalog: Catalog, source: Catalog) -> Iterator[str]:
    known, asked = _by_key(catalog), _by_key(source)
    yield from (f"no longer in the source (update): {key[0]!r}" for key in known.keys() - asked)
    yield from (f"not in the catalogue (update): {key[0]!r}" for key in asked.keys() - known)
    for message in known.values():
        yield from (*_of_translation(message), *_still_vietnamese(message, catalog))


def _by_key(catalog: Catalog) -> dict[tuple[object, str | None], Message]:
    return {(message.id, message.context): message for message in catalog if message.id}


def _of_source(message: Message) -> Iterator[str]:
    texts = _texts(message.id)
    where = ", ".join(file for file, _ in message.locations)
    for text in texts:
        if words := foreign_words(SAME_EVERYWHERE.sub(" ", text)):
            yield f"{where}: is this Vietnamese? {text!r} ({', '.join(words)})"
    if len(set(texts)) > 1:
        yield f"{where}: Vietnamese has no plural, yet two texts: {texts!r}"


def _of_translation(message: Message) -> Iterator[str]:
    texts = _texts(message.string)
    if not texts or not all(texts):
        yield f"not translated: {message.id!r}"
        return
    if message.fuzzy:
        yield f"not checked (fuzzy): {message.id!r}"
    holes = Counter(HOLE.findall(_texts(message.id)[0]))
    for place, text in enumerate(texts):
        lacking = holes - (there := Counter(HOLE.findall(text)))
        one_without_number = place == 0 and len(texts) > 1 and lacking.total() == 1
        if there - holes or (lacking and not one_without_number):
            yield f"other placeholders than {message.id!r}: {text!r}"


def _still_vietnamese(message: Message, catalog: Catalog) -> Iterator[str]:
    others = LETTERS_OF_OTHERS.get(str(catalog.locale), "")
    for text in _texts(message.string):
        if has_letters_of_its_own(to_be_said(text), but=others):
            yield f"still Vietnamese: {text!r}"


def to_be_said(text: str) -> str:
    """What is left of an English text without names and without Vietnamese that it quotes."""
    return QUOTED.sub("", SAME_EVERYWHERE.sub("", text))


def _texts(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def of_template(name: str, words: TemplateWords) -> list[str]:
    """Words a template shows without asking for their translation."""
    if name == SAMPLES:
        return []
    found = [f"Django refuses it: {words.refused}"] if words.refused else []
    found += [
        f"words outside of a translate tag: {text!r}"
        for text in words.bare_text
        if any(letter.isalpha() for letter in CLASS_NAME.sub("", SAME_EVERYWHERE.sub("", text)))
    ]
    found += [
        f"words without _(…): {text!r}"
        for text in words.bare_literals
        if has_letters_of_its_own(SAME_EVERYWHERE.sub("", text))
    ]
    return found + [f"use translate … as, not _(…%…): {text!r}" for text in words.percent_literals]


def of_python(name: str, source: str) -> list[str]:
    """Vietnamese texts that Python says without asking for their translation."""
    if source.isascii() or name.startswith(tuple(NOT_WORDS)):
        return []
    tree = ast.parse(source)
    silent = {id(node) for node in _silent(tree)}
    return [
        f"Vietnamese without _(…): {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in silent
        and has_letters_of_its_own(_own(node.value))
    ]


def _own(text: str) -> str:
    """What is left of a text to translate without the names and units kept as they are."""
    return "" if text in KEPT_UNITS else NAMES_OF_LAWS.sub("", SAME_EVERYWHERE.sub("", text))


def _silent(tree: ast.Module) -> Iterator[ast.AST]:
    """Everything under a gettext call, and every docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRAPPERS:
            yield from ast.walk(node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def of_overrides(catalog: Catalog, libraries: Catalog) -> list[str]:
    """Vietnamese in place of a library's: complete, and of what the library still says."""
    asked = {message.id for message in libraries}
    found = [f"no library says this any more: {m.id!r}" for m in catalog if m.id not in asked]
    return found + [fault for m in catalog if m.id for fault in _of_translation(m)]
