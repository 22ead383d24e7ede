from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("traceability", "0028_stock_moves_and_lots_are_sold_until")]
    operations = [guard("traceability_movement")]
