from django.db import migrations

from marketplace.listings.marks import GATE, marking


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_papers_and_proposals"),
        ("marketplace", "0015_orders_are_sold_at_the_stall"),
    ]
    operations = [marking(GATE)]
