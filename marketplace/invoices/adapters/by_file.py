"""No provider: the signed XML is downloaded, and its seller hands it in where it has a contract.

Nothing comes back by itself, so such an invoice never shows a code.
"""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.invoices.adapters.contract import Receipt, Refused, Submission


@dataclass(frozen=True, slots=True)
class ByFile:
    """Takes nothing and knows nothing."""

    sends: bool = False

    def issue(self, submission: Submission) -> Receipt:
        raise Refused(f"{submission.key} is carried by hand")

    def find(self, submission: Submission) -> Receipt | None:  # noqa: ARG002 (the contract's)
        return None

    def sheet(self, submission: Submission) -> bytes:
        raise Refused(f"{submission.key} is carried by hand")
