from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("traceability", "0007_labels_are_printed_and_checked")]
    operations = [guard("traceability_labelprint")]
