"""The real register in the shop: all of it, and nothing of it invented."""

from __future__ import annotations

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def test_the_real_register_is_shown_whole_without_a_star_or_a_price(client):
    call_command("import_register", "data/register/products.csv", verbosity=0)

    home = client.get("/")
    everything = client.get("/tim-kiem/")

    assert home.context["sums"].products == 173
    assert everything.context["results"].total == 159
    for page in (home, everything):
        assert '#star"' not in page.content.decode()
        assert "price__amount" not in page.content.decode()
