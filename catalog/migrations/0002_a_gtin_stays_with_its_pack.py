import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_first_tables")]
    operations = [
        migrations.CreateModel(
            name="TradeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gtin", models.CharField(max_length=14, unique=True, verbose_name="GTIN (14 chữ số)")),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trade_items",
                        to="catalog.pack",
                    ),
                ),
            ],
            options={
                "verbose_name": "mã vạch đã dùng",
                "verbose_name_plural": "mã vạch đã dùng",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gtin__regex", "^[0-9]{14}$")),
                        name="trade_item_gtin_has_14_digits",
                    )
                ],
            },
        ),
    ]
