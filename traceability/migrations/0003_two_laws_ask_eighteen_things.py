from datetime import date

from django.db import migrations

from catalog.tables import rows

COLUMNS = (
    *("law", "law_en", "article", "number", "label", "label_en", "how", "how_en", "fact"),
    *("legal_basis", "url"),
)


def load(apps, _editor):
    """The rows for all goods as they ship: no market stands without what the laws ask.

    Rows for some kinds of goods wait for these kinds: ``manage.py load_requirements``.
    """
    requirements = apps.get_model("traceability", "Requirement").objects
    for row in rows("law/requirements.csv"):
        if not row["criteria_sets"]:
            requirements.create(
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_until=row["valid_until"] or None,
                **{name: row[name] for name in COLUMNS},
            )


class Migration(migrations.Migration):
    dependencies = [("traceability", "0002_what_was_written_stays")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
