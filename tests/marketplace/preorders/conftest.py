"""A harvest to come, of which ten packs may be ordered."""

from __future__ import annotations

import pytest

from marketplace.selling.actions import plan_lot
from tests.factories import MIDDAY, PackFactory, UserFactory
from tests.marketplace.preorders.stories import SHIP_BY
from tests.marketplace.stories import tariffs


@pytest.fixture
def planned():
    tariffs()
    return plan_lot(pack=PackFactory(), most=10, ship_by=SHIP_BY, by=UserFactory(), at=MIDDAY)
