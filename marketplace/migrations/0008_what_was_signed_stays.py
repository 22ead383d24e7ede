from django.db import migrations

from accounts.append_only import guard
from marketplace.invoices.numbering import TABLE, leaves_no_gap


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0007_vat_rates")]
    operations = [guard(TABLE), leaves_no_gap()]
