from django.db import migrations

from marketplace.listings.marks import marking
from marketplace.listings.models import WORDS


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_names_are_indexed"),
        ("marketplace", "0008_what_was_signed_stays"),
        ("traceability", "0005_scan_pages_turn"),
    ]
    operations = [
        WORDS.made(),
        marking(),
        migrations.RunSQL(
            "INSERT INTO marketplace_listingmark(product) SELECT id FROM catalog_product",
            migrations.RunSQL.noop,
        ),
    ]
