from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("traceability", "0020_facts_are_leaves_of_a_log")]
    operations = [
        guard("traceability_logleaf"),
        guard("traceability_logtile"),
        guard("traceability_checkpoint"),
        guard("traceability_cosignature"),
    ]
