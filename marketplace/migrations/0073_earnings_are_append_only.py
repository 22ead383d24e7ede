from django.db import migrations

from accounts.append_only import guard

GROW_ONLY = ("marketplace_earnedline", "marketplace_earning")


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0072_producers_are_paid_out")]
    operations = [guard(table) for table in GROW_ONLY]
