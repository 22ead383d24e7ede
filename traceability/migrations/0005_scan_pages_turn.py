from django.db import migrations

from traceability.turns import WATCHED, count


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_trade_items_are_append_only"),
        ("traceability", "0004_rules_of_recall"),
    ]
    operations = count(*WATCHED)
