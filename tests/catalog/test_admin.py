"""What operators may and may not do to the catalog."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import RecognitionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_operator_looks_at_stars_and_changes_none(client):
    stars = RecognitionFactory(stars=4)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = client.get(reverse("admin:catalog_product_change", args=[stars.product_id]))

    assert page.status_code == 200
    assert stars.decision in page.content.decode()
    assert 'name="recognitions-0-stars"' not in page.content.decode()
