"""The names by which genealogy knows things: one for each lot, whatever events call it.

A lot's material, its bulk goods and its items are all the lot: its trace code. A material lot is
its trace code too. What is not ours is the canonical form of its URI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability.epcis.canonical import canonical
from traceability.queries import speaking

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 300


def named(uris: Iterable[str]) -> dict[str, str]:
    """The node of each URI; asks for the lots of all of them together."""
    keys = {uri: speaking.identity(uri) for uri in uris}
    owned = speaking.owners({key for key in keys.values() if key}, speakers=())
    return {uri: _node(uri, owned.get(key) if key else None) for uri, key in keys.items()}


def _node(uri: str, owned: speaking.Owned | None) -> str:
    if owned and owned.lot:
        return owned.lot.trace_code
    if owned and owned.material:
        return owned.material.trace_code
    return canonical(uri)[:LONGEST]
