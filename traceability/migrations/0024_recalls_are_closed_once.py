from accounts.append_only import guard
from django.db import migrations

WORDS = (
    *("id", "code", "producer_id", "scope", "lot_id", "material_lot_id", "form", "decision"),
    *("severity", "reason", "advice", "opened_at", "opened_by_id"),
)


class Migration(migrations.Migration):
    dependencies = [("traceability", "0023_lots_items_and_material_may_be_recalled")]
    operations = [
        guard("traceability_recall", closing="closed_at", kept=WORDS),
        guard("traceability_recalleditem"),
    ]
