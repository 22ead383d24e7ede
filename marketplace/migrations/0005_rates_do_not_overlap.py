from django.db import migrations

from marketplace.fees.overlaps import refuse_overlaps


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0004_the_ledger_keeps_itself")]
    operations = [refuse_overlaps()]
