import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("traceability", "0027_scans_add_up")]
    operations = [
        migrations.CreateModel(
            name='ScratchPin',
            fields=[
                ('code', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pin', serialize=False, to='traceability.itemcode')),
                ('digest', models.CharField(max_length=64)),
                ('revealed_at', models.DateTimeField(blank=True, null=True, verbose_name='mở lần đầu lúc')),
            ],
            options={
                'verbose_name': 'số dưới lớp cào',
                'verbose_name_plural': 'số dưới lớp cào',
            },
        ),
        migrations.CreateModel(
            name='PinRun',
            fields=[
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pins', serialize=False, to='traceability.labelrun')),
                ('digits', models.PositiveSmallIntegerField(verbose_name='số chữ số')),
                ('salt', models.CharField(max_length=32)),
                ('made_at', models.DateTimeField(verbose_name='làm lúc')),
            ],
            options={
                'verbose_name': 'đợt tem có lớp cào',
                'verbose_name_plural': 'đợt tem có lớp cào',
                'constraints': [models.CheckConstraint(condition=models.Q(('digits__gte', 4), ('digits__lte', 6)), name='pin_has_4_to_6_digits')],
            },
        ),
    ]
