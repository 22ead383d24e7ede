import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("traceability", "0002_events_and_scans_are_append_only")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="traceability.event",
            ),
        ),
    ]
