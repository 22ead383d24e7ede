"""A collection that runs, laid out by an officer of the province."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from marketplace.collections.models import Collection
from tests.factories import MIDDAY, ProvinceFactory, UserFactory


class CollectionFactory(DjangoModelFactory[Collection]):
    class Meta:
        model = Collection

    slug = Sequence(lambda n: f"qua-ha-long-{n}")
    title = "Quà Hạ Long"
    words = "Từ bờ vịnh lên núi."
    valid_from = LazyFunction(localdate)
    valid_until = LazyAttribute(lambda o: o.valid_from + timedelta(days=30))
    province = SubFactory(ProvinceFactory)
    office = "Sở Nông nghiệp và Môi trường (mẫu)"
    made_by = SubFactory(UserFactory)
    published_at = MIDDAY
