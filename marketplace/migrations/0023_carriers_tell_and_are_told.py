import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0022_gifts_and_company_invoices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carrier', models.CharField(max_length=20, verbose_name='hãng')),
                ('tracking', models.CharField(max_length=60, verbose_name='mã vận đơn')),
                ('state', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('picked_up', 'picked_up'), ('on_the_way', 'on_the_way'), ('delivered', 'delivered'), ('failed', 'failed'), ('returned', 'returned'), ('ignored', 'ignored')], max_length=12, verbose_name='hãng báo')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='báo lúc')),
                ('booked_at', models.DateTimeField(verbose_name='nhận chở lúc')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consignment', to='marketplace.order')),
            ],
            options={
                'verbose_name': 'vận đơn',
                'verbose_name_plural': 'vận đơn',
            },
        ),
        migrations.CreateModel(
            name='KeptQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carrier', models.CharField(max_length=20)),
                ('grams', models.PositiveIntegerField()),
                ('goods_total', models.PositiveBigIntegerField()),
                ('fee', models.PositiveBigIntegerField()),
                ('good_until', models.DateTimeField(db_index=True)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.commune')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.commune')),
            ],
        ),
        migrations.CreateModel(
            name='TrackingNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carrier', models.CharField(max_length=20)),
                ('external_id', models.CharField(max_length=120)),
                ('body', models.BinaryField()),
                ('kind', models.CharField(max_length=12)),
                ('outcome', models.CharField(blank=True, choices=[('noted', 'đã ghi'), ('delivered', 'đã giao'), ('old', 'cũ hơn điều đã biết'), ('too_early', 'đơn chưa tới bước này'), ('unmatched', 'không tìm thấy vận đơn'), ('ignored', 'không liên quan')], max_length=12)),
                ('happened_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('consignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='marketplace.consignment')),
            ],
            options={
                'verbose_name': 'tin của hãng vận chuyển',
                'verbose_name_plural': 'tin của hãng vận chuyển',
                'ordering': ['-received_at', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='consignment',
            constraint=models.UniqueConstraint(fields=('carrier', 'tracking'), name='carrier_numbers_a_parcel_once'),
        ),
        migrations.AddConstraint(
            model_name='consignment',
            constraint=models.CheckConstraint(condition=models.Q(('tracking', ''), _negated=True), name='consignment_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='keptquote',
            constraint=models.UniqueConstraint(fields=('carrier', 'sender', 'receiver', 'grams', 'goods_total'), name='carrier_asks_one_fee_for_a_way'),
        ),
        migrations.AddConstraint(
            model_name='trackingnotice',
            constraint=models.UniqueConstraint(fields=('carrier', 'external_id'), name='tracking_notice_is_heard_once'),
        ),
    ]
