import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_trade_items_are_append_only"),
        ("traceability", "0008_label_prints_are_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ExternalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link_type", models.CharField(max_length=40, verbose_name="loại liên kết")),
                ("url", models.URLField(max_length=500, verbose_name="địa chỉ")),
                ("title", models.CharField(max_length=120, verbose_name="tên trang")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "không rõ, hoặc nhiều thứ tiếng"),
                            ("vi", "tiếng Việt"),
                            ("en", "tiếng Anh"),
                            ("zh", "tiếng Trung"),
                            ("ko", "tiếng Hàn"),
                            ("ja", "tiếng Nhật"),
                            ("fr", "tiếng Pháp"),
                        ],
                        default="",
                        max_length=2,
                        verbose_name="trang viết bằng",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_links",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "verbose_name": "liên kết ra ngoài",
                "verbose_name_plural": "liên kết ra ngoài",
                "ordering": ["link_type", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "link_type", "url"), name="external_link_is_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url__startswith", "https://")),
                        name="external_link_is_encrypted",
                    ),
                ],
            },
        ),
    ]
