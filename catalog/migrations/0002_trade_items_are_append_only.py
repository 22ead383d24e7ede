from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_first_tables")]
    operations = [guard("catalog_tradeitem")]
