"""Finding communes: by today's name or an old one, with marks or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.prepared import Prepared
from catalog.folding import fold
from catalog.models import Commune, CommuneAlias

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from catalog.models.places import CommuneQuerySet

MOST_MATCHES = 40
RANKS = ("xa ", "phuong ", "dac khu ", "thi tran ", "tinh ", "thanh pho ")
"""What stands before a name, folded: left off before names are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A commune of today that goes by the typed name, or took in an old one that did."""

    commune: Commune
    old_names: list[str]


def communes_called(typed: str, *, province: str = "") -> list[Match]:
    """The communes of today that may be meant; ``province`` (a code) narrows, as does «xã, tỉnh».

    When some go by exactly that name, only those; several are for a person to choose between.
    """
    communes = Commune.objects.of_today()
    if province:
        communes = communes.filter(province=province)
    wanted, found = _found(communes, typed)
    rows = found.select_related("province").prefetch_related("aliases")[:MOST_MATCHES]
    matches = [_match(commune, wanted) for commune in rows]
    return [match for match in matches if _is_exact(match, wanted)] or matches


def commune_picked(code: str, typed: str, *, province: str) -> Commune | None:
    """The commune of today of that code in a province, where it goes by just the typed name."""
    for commune in _coded(code=code, province=province):
        once = [name for (name,) in _old_names(commune=commune.pk)]
        if _is_exact(Match(commune=commune, old_names=once), _bare(typed)):
            return commune
    return None


@Prepared
def _coded(code: str, province: str) -> QuerySet[Commune]:
    found = Commune.objects.of_today().filter(code=code, province=province)
    return found.select_related("province")


@Prepared
def _old_names(commune: int) -> QuerySet[CommuneAlias, tuple[str]]:
    return CommuneAlias.objects.filter(commune=commune).values_list("name")


def _found(communes: CommuneQuerySet, typed: str) -> tuple[str, CommuneQuerySet]:
    """What was looked for and found: all the words as one name, else a name and its province."""
    wanted = _bare(typed)
    found = communes.named_like(wanted)
    name, comma, province = typed.rpartition(",")
    if not comma or found.exists():
        return wanted, found
    named = communes.named_like(_bare(name))
    return _bare(name), named.filter(province__folded__contains=_bare(province))


def _match(commune: Commune, wanted: str) -> Match:
    old = {alias.name for alias in commune.aliases.all() if wanted in alias.folded}
    return Match(commune=commune, old_names=sorted(old))


def _is_exact(match: Match, wanted: str) -> bool:
    names = [match.commune.name, *match.old_names]
    return any(_bare(name.partition(",")[0]) == wanted for name in names)


def _bare(name: str) -> str:
    """``"Thị trấn Ba Chẽ"`` is ``"ba che"``."""
    folded = fold(name)
    return next((folded.removeprefix(rank) for rank in RANKS if folded.startswith(rank)), folded)
