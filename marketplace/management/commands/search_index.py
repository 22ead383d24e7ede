"""``manage.py search_index``: work out all listings and index all words anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.timezone import localdate

from catalog.models import Product
from catalog.search.names import COMMUNES, OLD_COMMUNES, PRODUCERS, VOCABULARIES
from marketplace.listings.actions import AT_ONCE, rebuild
from marketplace.listings.models import WORDS


class Command(BaseCommand):
    help = "Write down again what search looks through; `verify` says when that is needed."

    @transaction.atomic
    def handle(self, *_args: object, **_options: Any) -> None:
        _words_of_products()
        for index in (WORDS, PRODUCERS, COMMUNES, OLD_COMMUNES):
            _run(index.rebuilt(connection.vendor))
        for vocabulary in VOCABULARIES:
            _run(vocabulary.retold())
        self.stdout.write(f"{rebuild(on=localdate())} products are listed.")


def _words_of_products() -> None:
    """What is looked for in each product, as :meth:`Product.text_to_search` says today."""
    products = Product.objects.select_related("producer", "commune").order_by("pk")
    changed = []
    for product in products.iterator(AT_ONCE):
        words = product.text_to_search()
        if product.searchable != words:
            product.searchable = words
            changed.append(product)
    Product.objects.bulk_update(changed, ["searchable"], batch_size=AT_ONCE)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
