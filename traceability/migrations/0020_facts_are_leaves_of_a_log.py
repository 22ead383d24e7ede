import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("event", "sự kiện"),
    ("document", "giấy tờ"),
    ("reported-stars", "sao theo nguồn báo, chưa xác minh"),
    ("recognition", "quyết định công nhận sao"),
]


def key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("traceability", "0019_uses_and_descents_are_append_only")]
    operations = [
        migrations.CreateModel(
            name="LogLeaf",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=KINDS, max_length=16)),
                ("subject", models.BigIntegerField()),
                ("entry", models.TextField()),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject"), name="fact_is_one_leaf"),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 0)), name="leaf_is_counted_from_0"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogTile",
            fields=[
                ("id", key()),
                ("level", models.PositiveSmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("nodes", models.BinaryField()),
                ("root", models.BinaryField()),
            ],
            options={
                "ordering": ["level", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("level", "number"), name="tile_is_full_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", key()),
                ("size", models.BigIntegerField()),
                ("note", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["size"], name="checkpoint_by_size")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="checkpoint_has_no_size_below_0"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", key()),
                ("key", models.CharField(max_length=200)),
                ("line", models.TextField()),
                ("seen_at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cosignatures",
                        to="traceability.checkpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "key"), name="witness_signs_a_checkpoint_once"
                    )
                ],
            },
        ),
    ]
