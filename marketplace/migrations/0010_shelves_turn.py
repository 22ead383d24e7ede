from django.db import migrations

from marketplace.freshness.shown import WATCHED
from traceability.turns import count


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0009_listings_are_indexed_and_marked"),
        ("traceability", "0005_scan_pages_turn"),
    ]
    operations = count(*WATCHED)
