from django.db import migrations

from accounts.append_only import guard

GROW_ONLY = ("marketplace_earnedline", "marketplace_earning")


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0005_rates_do_not_overlap")]
    operations = [guard(table) for table in GROW_ONLY]
