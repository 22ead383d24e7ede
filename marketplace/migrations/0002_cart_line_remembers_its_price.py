"""A basket can say that a price has changed since a line was put in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="cartline",
            name="seen_price",
            field=models.PositiveBigIntegerField(null=True),
        )
    ]
