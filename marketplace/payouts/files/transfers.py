"""The bank's file: one line for each transfer, in the columns that banks ask of bulk transfers.

Number, account, holder, bank (name and BIN), amount, memo. No two banks want the same template; all
ask for these, and read account numbers as text. Memos are what a bank's line carries unharmed:
capitals and digits, one unbroken code first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketplace.payments import memo


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    number: str
    holder: str
    bank: str
    bin: str
    amount: int
    payout: int
    run: str

    @property
    def memo(self) -> str:
        """``CHOGOC CT2611221 P12``: the run and the payout, to be found on the statement."""
        return memo.of_payout(self.run, self.payout)


def lines(transfers: Sequence[Transfer]) -> Iterator[tuple[int | str, ...]]:
    """Number, account, holder, bank, BIN, amount, memo."""
    for number, one in enumerate(transfers, 1):
        yield (number, one.number, one.holder, one.bank, one.bin, one.amount, one.memo)
