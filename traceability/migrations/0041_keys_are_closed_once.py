from accounts.append_only import guard
from django.db import migrations

WORDS = ("id", "role", "name", "producer_id", "public", "held", "added_at")


class Migration(migrations.Migration):
    dependencies = [("traceability", "0040_keys_and_attestations")]
    operations = [
        guard("traceability_signerkey", closing="ended_at", kept=WORDS),
        guard("traceability_attestation"),
    ]
