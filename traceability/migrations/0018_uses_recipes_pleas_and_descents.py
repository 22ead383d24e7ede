import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_trade_items_are_append_only"),
        ("traceability", "0017_events_are_about_material_lots"),
    ]
    operations = [
        migrations.CreateModel(
            name="Recipe",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên cách làm")),
                (
                    "unit",
                    models.CharField(
                        choices=[("g", "g"), ("ml", "ml"), ("cái", "cái")],
                        max_length=4,
                        verbose_name="đong nguyên liệu bằng",
                    ),
                ),
                ("least_bp", models.PositiveIntegerField(verbose_name="ra ít nhất (phần vạn)")),
                ("most_bp", models.PositiveIntegerField(verbose_name="ra nhiều nhất (phần vạn)")),
                ("written_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipes",
                        to="traceability.material",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipes",
                        to="catalog.producer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipes",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách làm",
                "verbose_name_plural": "cách làm",
                "ordering": ["-written_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Ingredient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thousandths",
                    models.PositiveBigIntegerField(
                        default=1000, verbose_name="quy ra (phần nghìn)"
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ingredients",
                        to="traceability.material",
                    ),
                ),
                (
                    "recipe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ingredients",
                        to="traceability.recipe",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.PositiveBigIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="traceability.event",
                    ),
                ),
                (
                    "into_lot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="traceability.lot",
                    ),
                ),
                (
                    "into_material",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="made_of",
                        to="traceability.materiallot",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="traceability.materiallot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="YieldPlea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="số lô")),
                ("went_in", models.PositiveBigIntegerField(verbose_name="đưa vào")),
                ("ceiling", models.PositiveBigIntegerField(verbose_name="nhiều nhất theo tỷ lệ")),
                ("asked", models.PositiveBigIntegerField(verbose_name="làm ra")),
                ("entry", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                ("asked_at", models.DateTimeField(verbose_name="hỏi lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "chờ cán bộ"),
                            ("granted", "đã duyệt"),
                            ("refused", "không duyệt"),
                        ],
                        db_index=True,
                        default="asked",
                        max_length=8,
                        verbose_name="trả lời",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="lời cán bộ")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yield_pleas",
                        to="traceability.lot",
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yield_pleas",
                        to="traceability.material",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yield_pleas",
                        to="catalog.producer",
                    ),
                ),
            ],
            options={
                "verbose_name": "xin vượt mức",
                "verbose_name_plural": "xin vượt mức",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Descent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("side", models.CharField(choices=[("in", "in"), ("out", "out")], max_length=3)),
                ("node", models.CharField(max_length=300)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="descents",
                        to="traceability.event",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["node", "side", "event"], name="descent_by_node"),
                    models.Index(fields=["event", "side", "node"], name="descent_by_event"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="recipe",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("material__isnull", True), ("product__isnull", False)),
                    models.Q(("material__isnull", False), ("product__isnull", True)),
                    _connector="OR",
                ),
                name="recipe_makes_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipe",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("most_bp__gte", 1),
                    ("most_bp__lte", 1000000),
                    ("least_bp__lte", models.F("most_bp")),
                ),
                name="recipe_yields_from_least_to_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="ingredient",
            constraint=models.UniqueConstraint(
                fields=("recipe", "material"), name="recipe_names_an_ingredient_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ingredient",
            constraint=models.CheckConstraint(
                condition=models.Q(("thousandths__gte", 1)), name="ingredient_counts_for_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.UniqueConstraint(
                fields=("event", "source"), name="event_takes_from_a_lot_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 1)), name="use_takes_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("into_lot__isnull", False), ("into_material__isnull", True)),
                    models.Q(("into_lot__isnull", True), ("into_material__isnull", False)),
                    _connector="OR",
                ),
                name="use_goes_into_one_lot",
            ),
        ),
        migrations.AddConstraint(
            model_name="yieldplea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lot__isnull", False), ("material__isnull", True)),
                    models.Q(("lot__isnull", True), ("material__isnull", False)),
                    _connector="OR",
                ),
                name="plea_is_for_one_lot",
            ),
        ),
        migrations.AddConstraint(
            model_name="yieldplea",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked__gt", models.F("ceiling"))),
                name="plea_asks_for_more_than_usual",
            ),
        ),
        migrations.AddConstraint(
            model_name="yieldplea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "asked")),
                    models.Q(
                        models.Q(("state", "asked"), _negated=True), ("decided_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="plea_is_decided_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="yieldplea",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("producer", "code"),
                name="plea_waits_once_per_lot",
            ),
        ),
    ]
