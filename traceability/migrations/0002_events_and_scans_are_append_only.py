from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("traceability", "0001_first_tables")]
    operations = [
        guard("traceability_event"),
        guard("traceability_eventitem"),
        guard("traceability_scan"),
    ]
