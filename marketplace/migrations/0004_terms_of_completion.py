from datetime import date

from django.db import migrations

from catalog.tables import rows


def load(apps, _editor):
    """The terms as they ship; operators end them and add others."""
    terms = apps.get_model("marketplace", "CompletionTerm").objects
    for row in rows("law/completion_terms.csv"):
        begins, ends = row.pop("valid_from"), row.pop("valid_until")
        row |= {"is_fresh": row["is_fresh"] == "yes", "days": int(row["days"])}
        terms.create(valid_from=date.fromisoformat(begins), valid_until=ends or None, **row)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0003_claim_rules")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
