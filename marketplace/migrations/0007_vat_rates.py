from datetime import date

from django.db import migrations

from catalog.tables import rows


def load(apps, _editor):
    """The rates as they ship; operators check them against the law, end them and add others."""
    rates = apps.get_model("marketplace", "VatRate").objects
    for row in rows("law/vat_rates.csv"):
        begins, ends = row.pop("valid_from"), row.pop("valid_until")
        until = date.fromisoformat(ends) if ends else None
        rates.create(valid_from=date.fromisoformat(begins), valid_until=until, **row)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0006_earnings_are_append_only")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
