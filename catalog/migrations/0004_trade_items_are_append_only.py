from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_gtins_in_use_are_noted")]
    operations = [guard("catalog_tradeitem")]
