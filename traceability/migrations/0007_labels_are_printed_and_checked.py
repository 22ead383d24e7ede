import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_first_tables'),
        ('traceability', '0006_facts_of_earlier_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LabelCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(default='M', max_length=1)),
                ('asked', models.PositiveIntegerField(verbose_name='số mã cần đọc')),
                ('checked', models.PositiveIntegerField(default=0, verbose_name='đã đọc')),
                ('failed', models.JSONField(default=list, verbose_name='mã không đọc được')),
                ('asked_at', models.DateTimeField(verbose_name='yêu cầu lúc')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='traceability.labelrun')),
            ],
            options={
                'verbose_name': 'lần đọc thử',
                'verbose_name_plural': 'lần đọc thử',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('asked__gte', 1), ('checked__lte', models.F('asked'))), name='label_check_reads_what_was_asked')],
            },
        ),
        migrations.CreateModel(
            name='LabelPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='tên khổ giấy')),
                ('is_roll', models.BooleanField(default=False, verbose_name='tem cuộn')),
                ('columns', models.PositiveSmallIntegerField(verbose_name='số tem một hàng')),
                ('rows', models.PositiveSmallIntegerField(default=1, verbose_name='số hàng')),
                ('width', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='tem rộng')),
                ('height', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='tem cao')),
                ('left', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='lề trái')),
                ('top', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='lề trên')),
                ('gap_x', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='khe giữa hai cột')),
                ('gap_y', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='khe giữa hai hàng')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='catalog.producer')),
            ],
            options={
                'verbose_name': 'khổ giấy riêng',
                'verbose_name_plural': 'khổ giấy riêng',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('columns__gte', 1), ('height__gt', 0), ('rows__gte', 1), ('width__gt', 0)), name='label_paper_holds_a_label'), models.CheckConstraint(condition=models.Q(('gap_x__gte', 0), ('gap_y__gte', 0), ('left__gte', 0), ('top__gte', 0)), name='label_paper_starts_on_itself')],
            },
        ),
        migrations.CreateModel(
            name='LabelPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.PositiveIntegerField(verbose_name='từ tem')),
                ('last', models.PositiveIntegerField(verbose_name='đến tem')),
                ('language', models.CharField(choices=[('pdf', 'PDF, cho mọi máy in'), ('zpl', 'ZPL, máy in tem Zebra'), ('tspl', 'TSPL, máy in tem Xprinter, TSC')], max_length=4)),
                ('paper', models.JSONField(help_text='The sheet and the adjustment as they were.')),
                ('start', models.PositiveSmallIntegerField(default=1, verbose_name='từ ô')),
                ('dpi', models.PositiveSmallIntegerField(default=300)),
                ('level', models.CharField(default='M', max_length=1)),
                ('has_cut_marks', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, choices=[('jam', 'máy kẹt giấy, in hỏng'), ('spoilt', 'tem rách, lem, bẩn'), ('lost', 'mất tem chưa dán'), ('other', 'lý do khác')], max_length=6, verbose_name='lý do in lại')),
                ('printed_at', models.DateTimeField(verbose_name='in lúc')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='traceability.labelrun')),
            ],
            options={
                'verbose_name': 'lần in tem',
                'verbose_name_plural': 'lần in tem',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__gte', 1), ('last__gte', models.F('first'))), name='label_print_prints_something')],
            },
        ),
        migrations.CreateModel(
            name='PrinterSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(default='21', max_length=30, verbose_name='khổ giấy')),
                ('language', models.CharField(choices=[('pdf', 'PDF, cho mọi máy in'), ('zpl', 'ZPL, máy in tem Zebra'), ('tspl', 'TSPL, máy in tem Xprinter, TSC')], default='pdf', max_length=4)),
                ('dpi', models.PositiveSmallIntegerField(default=203)),
                ('level', models.CharField(default='M', max_length=1)),
                ('has_cut_marks', models.BooleanField(default=False)),
                ('offset_x', models.DecimalField(decimal_places=2, default=0, max_digits=4, verbose_name='xê ngang')),
                ('offset_y', models.DecimalField(decimal_places=2, default=0, max_digits=4, verbose_name='xê dọc')),
                ('scale', models.DecimalField(decimal_places=2, default=100, max_digits=5, verbose_name='co giãn')),
                ('producer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='printer', to='catalog.producer')),
            ],
            options={
                'verbose_name': 'máy in của gian hàng',
                'verbose_name_plural': 'máy in của gian hàng',
                'constraints': [models.CheckConstraint(condition=models.Q(('scale__gte', 90), ('scale__lte', 110)), name='printer_is_nearly_right')],
            },
        ),
    ]
