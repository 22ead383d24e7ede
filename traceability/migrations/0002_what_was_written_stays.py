from accounts.append_only import guard
from django.db import migrations

GROW_ONLY = (
    "traceability_attestation",
    "traceability_checkpoint",
    "traceability_cosignature",
    "traceability_descent",
    "traceability_event",
    "traceability_eventfact",
    "traceability_eventitem",
    "traceability_labelprint",
    "traceability_logleaf",
    "traceability_logtile",
    "traceability_movement",
    "traceability_recalleditem",
    "traceability_scan",
    "traceability_use",
)
CLOSED_ONCE = {
    "traceability_recall": {
        "closing": "closed_at",
        "kept": (
            *("id", "code", "producer_id", "scope", "lot_id", "material_lot_id", "form"),
            *("decision", "severity", "reason", "advice", "opened_at", "opened_by_id"),
        ),
    },
    "traceability_signerkey": {
        "closing": "ended_at",
        "kept": ("id", "role", "name", "producer_id", "public", "held", "added_at"),
    },
}


class Migration(migrations.Migration):
    dependencies = [("traceability", "0001_first_tables")]
    operations = [
        *(guard(table) for table in GROW_ONLY),
        *(guard(table, **rule) for table, rule in CLOSED_ONCE.items()),
    ]
