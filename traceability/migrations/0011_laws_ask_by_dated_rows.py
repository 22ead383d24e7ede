import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_trade_items_are_append_only'),
        ('traceability', '0010_a_gln_names_one_place'),
    ]

    operations = [
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(max_length=80, verbose_name='văn bản')),
                ('law_en', models.CharField(max_length=80, verbose_name='văn bản (tiếng Anh)')),
                ('article', models.CharField(blank=True, max_length=20, verbose_name='điều')),
                ('number', models.PositiveSmallIntegerField(verbose_name='mục')),
                ('label', models.CharField(max_length=80, verbose_name='điều phải có')),
                ('label_en', models.CharField(max_length=80, verbose_name='điều phải có (tiếng Anh)')),
                ('how', models.CharField(max_length=160, verbose_name='ghi thế nào')),
                ('how_en', models.CharField(max_length=160, verbose_name='ghi thế nào (tiếng Anh)')),
                ('fact', models.CharField(choices=[('name', 'tên sản phẩm'), ('picture', 'ảnh sản phẩm'), ('producer', 'tên cơ sở'), ('address', 'địa chỉ cơ sở'), ('responsible', 'tên và địa chỉ cơ sở'), ('stages', 'công đoạn có nơi và giờ'), ('making_day', 'ngày sản xuất'), ('trace_code', 'mã truy xuất'), ('serials', 'số sê-ri từng gói (nếu có)'), ('shelf_life', 'hạn dùng (nếu có)'), ('dates', 'ngày sản xuất và hạn dùng (nếu có)'), ('standard', 'tiêu chuẩn áp dụng'), ('identity', 'tên và mã định danh'), ('last_place', 'nơi hoàn thiện cuối cùng'), ('papers', 'giấy chứng nhận còn giá trị (nếu có)'), ('warning', 'lời cảnh báo (nếu loại hàng cần)'), ('numbers', 'số giấy phép, số công bố (nếu loại hàng cần)')], max_length=12, verbose_name='xét bằng')),
                ('legal_basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('url', models.CharField(blank=True, max_length=300, validators=[django.core.validators.URLValidator(['https'])], verbose_name='đọc ở đâu')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('criteria_sets', models.ManyToManyField(blank=True, help_text='Để trống là với mọi loại hàng.', related_name='requirements', to='catalog.criteriaset', verbose_name='chỉ với loại hàng')),
            ],
            options={
                'verbose_name': 'điều luật yêu cầu',
                'verbose_name_plural': 'điều luật yêu cầu',
                'ordering': ['law', 'number', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('law', 'number', 'valid_from'), name='requirement_begins_once_on_a_day'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='requirement_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('fact__in', ['name', 'picture', 'producer', 'address', 'responsible', 'stages', 'making_day', 'trace_code', 'serials', 'shelf_life', 'dates', 'standard', 'identity', 'last_place', 'papers', 'warning', 'numbers'])), name='requirement_is_found_out_by_a_known_fact')],
            },
        ),
    ]
