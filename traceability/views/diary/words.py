"""What the diary says of chores, of entries, and of who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from traceability.queries.growing import NAMES
from traceability.views.telling import grown

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from accounts.models import User
    from catalog.models import Producer
    from traceability.models import Chore


def of_chore(chore: Chore) -> str:
    """«Bón phân: phân chuồng, 2 kg mỗi sào»."""
    facts = {NAMES.get(name, name): value for name, value in chore.facts.items()}
    return capfirst(grown(facts))


def acting(user: User, producer: Producer) -> str:
    """«Nguyễn Thị Mẫu thay mặt HTX Mẫu»."""
    return _("%(person)s thay mặt %(producer)s") % {"person": user, "producer": producer.name}


def of_refusal(refusal: ValidationError) -> str:
    return " ".join(refusal.messages)
