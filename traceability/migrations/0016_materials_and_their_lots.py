import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_trade_items_are_append_only"),
        ("traceability", "0015_subscribers_may_have_a_timetable"),
    ]
    operations = [
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên nguyên liệu")),
                (
                    "unit",
                    models.CharField(
                        choices=[("g", "g"), ("ml", "ml"), ("cái", "cái")],
                        default="g",
                        max_length=4,
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="catalog.producer",
                    ),
                ),
            ],
            options={
                "verbose_name": "nguyên liệu",
                "verbose_name_plural": "nguyên liệu",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MaterialLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="số lô")),
                (
                    "trace_code",
                    models.CharField(max_length=12, unique=True, verbose_name="mã truy xuất"),
                ),
                ("came_on", models.DateField(verbose_name="ngày có")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("grown", "tự thu hoạch, đánh bắt"),
                            ("bought", "mua về"),
                            ("made", "làm từ nguyên liệu khác"),
                        ],
                        max_length=6,
                        verbose_name="từ đâu mà có",
                    ),
                ),
                (
                    "supplier",
                    models.CharField(blank=True, max_length=160, verbose_name="mua của ai"),
                ),
                ("paper", models.CharField(blank=True, max_length=80, verbose_name="số giấy tờ")),
                ("amount", models.PositiveBigIntegerField(verbose_name="lượng (g, ml, cái)")),
                ("left", models.PositiveBigIntegerField(verbose_name="còn lại")),
                ("opened_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="công khai từ lúc"),
                ),
                (
                    "bought_lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bought_as",
                        to="traceability.lot",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lots",
                        to="traceability.material",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="material_lots",
                        to="traceability.place",
                        verbose_name="ở đâu",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="material_lots",
                        to="catalog.producer",
                    ),
                ),
            ],
            options={
                "verbose_name": "lô nguyên liệu",
                "verbose_name_plural": "lô nguyên liệu",
                "ordering": ["-came_on", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.UniqueConstraint(
                fields=("producer", "name"), name="material_name_is_unique_per_producer"
            ),
        ),
        migrations.AddConstraint(
            model_name="materiallot",
            constraint=models.UniqueConstraint(
                fields=("producer", "code"), name="material_lot_code_is_unique_per_producer"
            ),
        ),
        migrations.AddConstraint(
            model_name="materiallot",
            constraint=models.CheckConstraint(
                condition=models.Q(("left__gte", 0), ("left__lte", models.F("amount"))),
                name="material_lot_gives_no_more_than_came",
            ),
        ),
        migrations.AddConstraint(
            model_name="materiallot",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 1)), name="material_lot_holds_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="materiallot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source", "bought"),
                    models.Q(("bought_lot__isnull", True), ("supplier", "")),
                    _connector="OR",
                ),
                name="only_bought_material_has_a_supplier",
            ),
        ),
    ]
