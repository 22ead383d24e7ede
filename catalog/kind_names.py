"""Names of groups, shelves and criteria sets in the languages of guests. No Django here."""

from __future__ import annotations

from functools import cache

from catalog.tables import rows


def spoken(name: str, *, language: str) -> str:
    """The name in that language; as it is where the table does not know either."""
    return _names().get(name, {}).get(language, name)


@cache
def _names() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in rows("kinds/names.csv")}
