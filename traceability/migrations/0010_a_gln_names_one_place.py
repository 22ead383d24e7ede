from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("traceability", "0009_products_link_elsewhere")]
    operations = [
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gln", ""), _negated=True),
                fields=("gln",),
                name="place_gln_names_one_place",
            ),
        )
    ]
