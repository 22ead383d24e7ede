"""Posting: the only way into the ledger, in the transaction of the fact it books."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from accounts.inserts import insert
from accounts.prepared import Prepared
from marketplace.ledger import chart
from marketplace.ledger.models import Account, Kind, LedgerTransaction

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

MOST = 10**15
"""Đồng that one leg moves at most; the database keeps the same limit."""
FEWEST_LEGS = 2


class KeyReused(Exception):
    """The key was used for something else: a fault of ours."""


class Overdrawn(Exception):
    """An account would hold less than nothing that may not: a fault of ours."""


class Unbalanced(ValueError):
    """The legs are not at least two, of whole đồng that add up to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be posted: see :func:`post`."""

    key: str
    kind: Kind
    legs: Mapping[str, int]
    at: datetime
    reference: str = ""

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.kind, self.legs)


def post(
    *, key: str, kind: Kind, legs: Mapping[str, int], at: datetime, reference: str = ""
) -> LedgerTransaction:
    """Book so many đồng by account code (debits positive), which add up to nothing and none is 0.

    ``reference`` is what those outside call it: reports and statements are compared by it. The
    same key and legs again give the first transaction. Raises :class:`KeyReused`,
    :class:`Overdrawn`, :class:`Unbalanced` or ``chart.UnknownAccount``. Called in the transaction
    of the fact it books, as late in it as can be: others wait for the accounts.
    """
    return post_all([Entry(key=key, kind=kind, legs=legs, at=at, reference=reference)])[0]


def post_all(entries: Sequence[Entry]) -> list[LedgerTransaction]:
    """As :func:`post`, for many at once with few statements; all of them or none."""
    if not connection.in_atomic_block:
        raise RuntimeError("what is booked stands in the same transaction as what it books")
    for entry in entries:
        _refuse_unbalanced(entry)
    known = _posted(entries)
    if missing := [entry for entry in entries if entry.key not in known]:
        known |= _write(missing)
    for entry in entries:
        if known[entry.key].fingerprint != entry.fingerprint:
            raise KeyReused(entry.key)
    return [known[entry.key] for entry in entries]


def fingerprint(kind: str, legs: Mapping[str, int]) -> str:
    """Sixty-four hexadecimal digits that stand for these legs, in whatever order."""
    canonical = json.dumps([kind, sorted(legs.items())], separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _refuse_unbalanced(entry: Entry) -> None:
    amounts = list(entry.legs.values())
    are_whole = all(_is_whole(n) for n in amounts)
    if len(amounts) < FEWEST_LEGS or not are_whole or sum(amounts) != 0:
        raise Unbalanced(f"{entry.key}: {dict(entry.legs)}")


def _is_whole(amount: object) -> bool:
    """Some whole đồng: no fraction, no truth value, not nothing."""
    return isinstance(amount, int) and amount is not True and 0 < abs(amount) <= MOST


def _posted(entries: Sequence[Entry]) -> dict[str, LedgerTransaction]:
    if len(entries) == 1:
        rows = _one(key=entries[0].key)
    else:
        many = LedgerTransaction.objects.filter(key__in=[entry.key for entry in entries])
        rows = list(many.order_by())
    return {row.key: row for row in rows}


@Prepared
def _one(key: str) -> QuerySet[LedgerTransaction]:
    return LedgerTransaction.objects.filter(key=key).order_by()


def _write(entries: Sequence[Entry]) -> dict[str, LedgerTransaction]:
    """Write them; what somebody wrote under the same key meanwhile is taken instead."""
    codes = {code for entry in entries for code in entry.legs}
    ACCOUNTS.be_there(codes)
    try:
        return _put_in(entries, codes)
    except IntegrityError:
        ACCOUNTS.look_again(codes)
        known = _posted(entries)
        rest = [entry for entry in entries if entry.key not in known]
        return known | (_put_in(rest, codes) if rest else {})


def _put_in(entries: Sequence[Entry], codes: Collection[str]) -> dict[str, LedgerTransaction]:
    """Or :class:`Overdrawn`, at the first try as at the second."""
    try:
        return _insert(entries, codes)
    except IntegrityError as refusal:
        if "account_is_not_overdrawn" in str(refusal):
            raise Overdrawn(", ".join(entry.key for entry in entries)) from refusal
        raise


@transaction.atomic
def _insert(entries: Sequence[Entry], codes: Collection[str]) -> dict[str, LedgerTransaction]:
    """Many at once lock their accounts first, in one order; one alone does so in its trigger."""
    if len(entries) > 1:
        kept = Account.objects.filter(code__in=codes, may_be_overdrawn=False)
        list(kept.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    rows = [
        LedgerTransaction(
            key=entry.key,
            fingerprint=entry.fingerprint,
            kind=entry.kind,
            amounts=dict(entry.legs),
            reference=entry.reference,
            happened_at=entry.at,
        )
        for entry in {entry.key: entry for entry in entries}.values()
    ]
    return {row.key: row for row in insert(rows)}


class _Accounts:
    """Which accounts are there: each is made once and then known to this process."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def be_there(self, codes: Collection[str]) -> None:
        """Make what is missing. What is made now is known once it is sure to stay."""
        missing = sorted(set(codes) - self.known)
        if not missing:
            return
        Account.objects.bulk_create([_account(code) for code in missing], ignore_conflicts=True)
        transaction.on_commit(lambda: self.known.update(missing))

    def look_again(self, codes: Collection[str]) -> None:
        """Somebody took away what was known: only a test's end does."""
        self.known.difference_update(codes)
        self.be_there(codes)


ACCOUNTS = _Accounts()


def _account(code: str) -> Account:
    kind = chart.rule(code)
    return Account(code=code, sort=kind.sort, may_be_overdrawn=kind.may_be_overdrawn)
