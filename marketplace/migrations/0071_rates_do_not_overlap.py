from django.db import migrations

from marketplace.fees.overlaps import refuse_overlaps


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0070_rates_say_for_whom")]
    operations = [refuse_overlaps()]
