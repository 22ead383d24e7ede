from datetime import date

from django.db import migrations

LAW = "Luật An toàn thực phẩm 55/2010/QH12, điều 55; Thông tư 23/2018/TT-BYT"
RULES = (
    {"form": "voluntary", "tell_within_hours": 24, "report_within_days": 3},
    {"form": "mandatory", "tell_within_hours": 24, "report_within_days": 3},
)


def write(apps, _editor):
    rules = apps.get_model("traceability", "RecallRule").objects
    for rule in RULES:
        rules.update_or_create(
            form=rule["form"], valid_from=date(2018, 11, 1), defaults={**rule, "legal_basis": LAW}
        )


def remove(apps, _editor):
    apps.get_model("traceability", "RecallRule").objects.filter(legal_basis=LAW).delete()


class Migration(migrations.Migration):
    dependencies = [("traceability", "0003_two_laws_ask_eighteen_things")]
    operations = [migrations.RunPython(write, remove)]
