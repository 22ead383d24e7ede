from zoneinfo import ZoneInfo

import django.db.models.deletion
from accounts.append_only import guard, lift
from django.db import migrations, models

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def sum_up(apps, _editor):
    """What the scans so far come to; where they were, nobody wrote down."""
    scan = apps.get_model("traceability", "Scan")
    days, codes = {}, {}
    for lot, code, at in scan.objects.values_list("lot_id", "code_id", "at").iterator():
        on = at.astimezone(HERE).date()
        days[lot, on] = days.get((lot, on), 0) + 1
        if code:
            codes.setdefault((code, lot), []).append(at)
    day = apps.get_model("traceability", "ScanDay")
    day.objects.bulk_create(
        [day(lot_id=lot, on=on, province="", times=n) for (lot, on), n in days.items()],
        batch_size=1000,
    )
    history = apps.get_model("traceability", "CodeHistory")
    history.objects.bulk_create(
        [
            history(
                code_id=code, lot_id=lot, first_at=min(seen), last_at=max(seen), times=len(seen),
                last_on=max(seen).astimezone(HERE).date(),
                days=len({at.astimezone(HERE).date() for at in seen}),
            )
            for (code, lot), seen in codes.items()
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("traceability", "0026_recalls_are_leaves")]
    operations = [
        lift("traceability_scan"),
        migrations.AddField(
            model_name='scan',
            name='is_look',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='scan',
            name='province',
            field=models.CharField(blank=True, default='', max_length=2, verbose_name='tỉnh'),
        ),
        migrations.AddField(
            model_name='scan',
            name='state',
            field=models.CharField(blank=True, choices=[('issued', 'đã cấp'), ('packed', 'đã đóng vào kiện'), ('sold', 'đã giao cho người mua'), ('void', 'đã huỷ')], default='', max_length=8),
        ),
        guard("traceability_scan"),
        migrations.CreateModel(
            name='DrainedSpool',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='CodeHistory',
            fields=[
                ('code', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='history', serialize=False, to='traceability.itemcode')),
                ('first_at', models.DateTimeField(verbose_name='lần đầu')),
                ('last_at', models.DateTimeField(verbose_name='lần cuối')),
                ('last_on', models.DateField()),
                ('times', models.PositiveIntegerField(default=1, verbose_name='số lần')),
                ('days', models.PositiveIntegerField(default=1, verbose_name='số ngày')),
                ('early', models.PositiveIntegerField(default=0, verbose_name='trước khi giao')),
                ('late', models.PositiveIntegerField(default=0, verbose_name='sau hạn dùng')),
                ('void', models.PositiveIntegerField(default=0, verbose_name='sau khi huỷ')),
                ('provinces', models.CharField(blank=True, default='', max_length=102)),
                ('placed_in', models.CharField(blank=True, default='', max_length=2)),
                ('placed_at', models.DateTimeField(blank=True, null=True)),
                ('leaps', models.PositiveIntegerField(default=0, verbose_name='hai nơi quá xa')),
                ('leap_from', models.CharField(blank=True, default='', max_length=2)),
                ('leap_to', models.CharField(blank=True, default='', max_length=2)),
                ('leap_minutes', models.PositiveIntegerField(default=0)),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='histories', to='traceability.lot')),
            ],
            options={
                'verbose_name': 'lịch sử quét của một mã',
                'verbose_name_plural': 'lịch sử quét của các mã',
                'ordering': ['-last_at', 'pk'],
                'indexes': [models.Index(fields=['lot', '-times'], name='history_by_lot')],
                'constraints': [models.CheckConstraint(condition=models.Q(('times__gte', 1)), name='history_begins_with_a_scan'), models.CheckConstraint(condition=models.Q(('times__gte', models.F('days'))), name='history_has_a_scan_each_day')],
            },
        ),
        migrations.CreateModel(
            name='ScanDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='ngày')),
                ('province', models.CharField(blank=True, max_length=2, verbose_name='tỉnh')),
                ('times', models.IntegerField(verbose_name='số lần')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scan_days', to='traceability.lot')),
            ],
            options={
                'verbose_name': 'lượt quét trong ngày',
                'verbose_name_plural': 'lượt quét trong ngày',
                'ordering': ['on', 'province'],
                'constraints': [models.UniqueConstraint(fields=('lot', 'on', 'province'), name='scan_day_is_counted_once')],
            },
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
