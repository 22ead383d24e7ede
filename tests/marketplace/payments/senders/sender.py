"""What every sender is: somebody who says that money came, and signs it.

Written from the vendors' documents. A sender says ``paid`` (a notice of ours as a dictionary) and
``strange`` (an event that is none of our business), and seals either, or raw bytes, as
``post(told, at=…)``: what arrives, as body and headers. ``signature`` puts another in its place.
"""

from marketplace.payments.gateways.clock import VIETNAM

SECRET = "known-to-both-sides-0123456789abcdef"
OLD_SECRET = "still-believed-0123456789abcdefghij"
SECRETS = (SECRET, OLD_SECRET)
NOWHERE = "http://127.0.0.1:1"


class Sender:
    """What most do: JSON, and a time of signing."""

    signs_time = True
    says_currency = False
    name_field, sum_field = "id", "amount"
    sum_as_text = False
    by = "POST"

    @property
    def options(self):
        """What settings would say of this gateway or watcher."""
        fields = self.speaker.__dataclass_fields__
        named = {one: getattr(self.speaker, one) for one in fields}
        return {one: value for one, value in named.items() if one not in {"dice", "moved", "given"}}

    def strange(self, *, at):
        return self.paid(reference="", amount=1, at=at)

    def with_sum(self, amount, *, at):
        return self.paid(reference="", amount=1, at=at) | {self.sum_field: amount}


def wall(at):
    return at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S")
