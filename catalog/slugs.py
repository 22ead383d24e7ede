"""Addresses that nobody else has yet."""

from __future__ import annotations

from typing import Any

from catalog.folding import slug


def free_slug(model: type[Any], text: str) -> str:
    """The slug of ``text``; with a number behind it when a row of ``model`` has that already."""
    wanted = slug(text) or "chua-dat-ten"
    rows = model.objects.filter(slug__startswith=wanted)
    taken = set(rows.values_list("slug", flat=True))
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(s for s in numbered if s not in taken)
