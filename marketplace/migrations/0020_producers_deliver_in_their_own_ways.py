import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_trade_items_are_append_only'),
        ('marketplace', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='FarCommune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('remote', 'vùng sâu, vùng xa'), ('island', 'đảo')], max_length=8, verbose_name='loại')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('commune', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='far', to='catalog.commune')),
            ],
            options={
                'verbose_name': 'nơi xa',
                'verbose_name_plural': 'nơi xa',
                'ordering': ['commune'],
            },
        ),
        migrations.CreateModel(
            name='Method',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('carrier', 'gửi hãng vận chuyển'), ('own', 'nhà làm tự giao'), ('pickup', 'khách đến lấy')], max_length=8, verbose_name='cách giao')),
                ('name', models.CharField(max_length=80, verbose_name='tên người mua thấy')),
                ('carrier', models.CharField(blank=True, max_length=20, verbose_name='hãng vận chuyển')),
                ('days', models.CharField(default='1234567', max_length=7, verbose_name='các ngày')),
                ('point', models.CharField(blank=True, choices=[('stall', 'sạp ở chợ'), ('ocop', 'điểm bán OCOP'), ('home', 'tại nơi làm')], max_length=8, verbose_name='loại điểm')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='số nhà, đường, thôn')),
                ('opens_at', models.TimeField(blank=True, null=True, verbose_name='mở cửa')),
                ('closes_at', models.TimeField(blank=True, null=True, verbose_name='đóng cửa')),
                ('opened_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi lúc')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.commune')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delivery_methods', to='catalog.producer')),
            ],
            options={
                'verbose_name': 'cách giao hàng',
                'verbose_name_plural': 'cách giao hàng',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Travel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('needs_cold', models.BooleanField(default=False, verbose_name='phải giữ lạnh trên đường')),
                ('most_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đi đường lâu nhất (giờ)')),
                ('pack', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='travel', to='catalog.pack')),
            ],
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(choices=[('communes', 'một số xã, phường'), ('islands', 'các đảo'), ('remote', 'vùng sâu, vùng xa'), ('provinces', 'một số tỉnh'), ('home', 'trong tỉnh'), ('elsewhere', 'mọi nơi còn lại')], max_length=10, verbose_name='nơi giao')),
                ('is_cold', models.BooleanField(default=False, verbose_name='có giữ lạnh')),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lâu nhất (giờ)')),
                ('method', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='marketplace.method')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goods_from', models.PositiveBigIntegerField(default=0, verbose_name='tiền hàng từ')),
                ('first_grams', models.PositiveIntegerField(default=1000, verbose_name='gam đầu')),
                ('first_fee', models.PositiveBigIntegerField(verbose_name='phí đầu (đồng)')),
                ('step_grams', models.PositiveIntegerField(default=500, verbose_name='mỗi nấc (gam)')),
                ('step_fee', models.PositiveBigIntegerField(default=0, verbose_name='phí mỗi nấc (đồng)')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='marketplace.zone')),
            ],
            options={
                'ordering': ['goods_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ZonePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.commune')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.province')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='marketplace.zone')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'pickup'), _negated=True), ('closes_at__isnull', True), ('commune__isnull', True), ('opens_at__isnull', True), ('point', '')), models.Q(models.Q(('opens_at__lt', models.F('closes_at'))), models.Q(('point', ''), _negated=True), models.Q(('street', ''), _negated=True), ('commune__isnull', False), ('kind', 'pickup')), _connector='OR'), name='pickup_point_says_where_and_when'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.CheckConstraint(condition=models.Q(('days__regex', '^1?2?3?4?5?6?7?$'), models.Q(('days', ''), _negated=True)), name='method_has_days_of_the_week'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('producer', 'kind', 'name'), name='producer_offers_a_way_once'),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.CheckConstraint(condition=models.Q(('carrier', ''), ('kind', 'carrier'), _connector='OR'), name='only_carriers_have_a_name'),
        ),
        migrations.AddConstraint(
            model_name='travel',
            constraint=models.CheckConstraint(condition=models.Q(('most_hours__isnull', True), ('most_hours__gte', 1), _connector='OR'), name='travel_takes_some_time'),
        ),
        migrations.AddConstraint(
            model_name='zone',
            constraint=models.UniqueConstraint(fields=('method', 'where'), name='method_has_a_zone_once'),
        ),
        migrations.AddConstraint(
            model_name='zone',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), ('hours__gte', 1), _connector='OR'), name='zone_takes_some_time'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.UniqueConstraint(fields=('zone', 'goods_from'), name='zone_has_a_price_once'),
        ),
        migrations.AddConstraint(
            model_name='price',
            constraint=models.CheckConstraint(condition=models.Q(('first_grams__gte', 1), ('step_grams__gte', 1)), name='price_steps_forward'),
        ),
        migrations.AddConstraint(
            model_name='zoneplace',
            constraint=models.CheckConstraint(condition=models.Q(('province__isnull', False), ('commune__isnull', False), _connector='XOR'), name='zone_place_is_a_province_or_a_commune'),
        ),
        migrations.AddConstraint(
            model_name='zoneplace',
            constraint=models.UniqueConstraint(fields=('zone', 'province'), name='zone_names_a_province_once'),
        ),
        migrations.AddConstraint(
            model_name='zoneplace',
            constraint=models.UniqueConstraint(fields=('zone', 'commune'), name='zone_names_a_commune_once'),
        ),
    ]
