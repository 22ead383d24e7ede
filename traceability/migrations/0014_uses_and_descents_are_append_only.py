from accounts.append_only import guard
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("traceability", "0013_uses_recipes_pleas_and_descents")]
    operations = [guard("traceability_use"), guard("traceability_descent")]
