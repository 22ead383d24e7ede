"""A printed leaflet: what it says, block by block. :mod:`traceability.dossiers.paper` sets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A label, what stands beside it, and how it is known ("" where nothing is said of that)."""

    label: str
    text: str
    evidence: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Labels on the left, facts on the right."""

    title: str
    lines: Sequence[Line]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a journey: when, what, and the smaller lines below."""

    when: str
    title: str
    below: Sequence[str]
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    title: str
    stops: Sequence[Stop]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    title: str
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A whole leaflet. ``address`` is what its QR code opens; ``badge`` stands beside the name."""

    kind: str
    title: str
    subtitle: str
    maker: str
    address: str
    scan_hint: str
    foot: str
    page_of: str
    badge: str = ""
    tone: str = ""
    verdict: str = ""
    blocks: Sequence[Lines | Journey | Paragraphs] = field(default_factory=tuple)
