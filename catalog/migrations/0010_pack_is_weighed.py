from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_trade_items_are_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='pack',
            name='is_weighed',
            field=models.BooleanField(default=False, verbose_name='cân khi đóng gói, giá tạm tính'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(('is_weighed', False), ('net_unit', 'g'), _connector='OR'), name='weighed_pack_is_in_grams'),
        ),
    ]
