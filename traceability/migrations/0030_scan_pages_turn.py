from django.db import migrations, models

from traceability.turns import WATCHED, count


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_trade_items_are_append_only"),
        ("traceability", "0029_people_report_codes"),
    ]
    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("producer", models.BigIntegerField()),
                ("slot", models.BigIntegerField(default=0)),
                ("times", models.BigIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("producer", "slot"), name="turns_have_one_row_a_slot")],
            },
        ),
        *count(*WATCHED),
    ]
