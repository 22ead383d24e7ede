import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.first_tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='ProductGroup',
                fields=[
                    ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='số')),
                    ('name', models.CharField(max_length=120, verbose_name='tên')),
                    ('name_en', models.CharField(max_length=120, verbose_name='tên tiếng Anh')),
                ],
                options={
                    'verbose_name': 'nhóm sản phẩm',
                    'verbose_name_plural': 'nhóm sản phẩm',
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='Province',
                fields=[
                    ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='mã')),
                    ('name', models.CharField(max_length=60, verbose_name='tên')),
                    ('short_name', models.CharField(max_length=60, verbose_name='tên gọi')),
                    ('folded', models.CharField(db_index=True, max_length=60)),
                ],
                options={
                    'verbose_name': 'tỉnh, thành phố',
                    'verbose_name_plural': 'tỉnh, thành phố',
                    'ordering': ['short_name'],
                },
            ),
            migrations.CreateModel(
                name='Commune',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=5, verbose_name='mã')),
                    ('dataset', models.CharField(default='2025-07', max_length=10, verbose_name='bộ dữ liệu')),
                    ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communes', to='catalog.province')),
                    ('name', models.CharField(max_length=80, verbose_name='tên')),
                    ('folded', models.CharField(db_index=True, max_length=80)),
                    ('longitude', models.FloatField(blank=True, null=True, verbose_name='kinh độ')),
                    ('latitude', models.FloatField(blank=True, null=True, verbose_name='vĩ độ')),
                ],
                options={
                    'verbose_name': 'xã, phường, đặc khu',
                    'verbose_name_plural': 'xã, phường, đặc khu',
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('code', 'dataset'), name='commune_code_is_unique_in_dataset')],
                },
            ),
            migrations.CreateModel(
                name='Shelf',
                fields=[
                    ('slug', models.SlugField(max_length=60, primary_key=True, serialize=False, verbose_name='đường dẫn')),
                    ('name', models.CharField(max_length=80, verbose_name='tên')),
                    ('name_en', models.CharField(max_length=80, verbose_name='tên tiếng Anh')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ],
                options={
                    'verbose_name': 'kệ hàng',
                    'verbose_name_plural': 'kệ hàng',
                    'ordering': ['position', 'slug'],
                },
            ),
            migrations.CreateModel(
                name='CriteriaSet',
                fields=[
                    ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='số')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sets', to='catalog.productgroup')),
                    ('shelf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sets', to='catalog.shelf')),
                    ('name', models.CharField(max_length=120, verbose_name='tên')),
                ],
                options={
                    'verbose_name': 'bộ tiêu chí',
                    'verbose_name_plural': 'bộ tiêu chí',
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='Producer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='tên')),
                    ('slug', models.SlugField(max_length=100, unique=True, verbose_name='đường dẫn')),
                    ('folded', models.CharField(db_index=True, max_length=200)),
                    ('kind', models.CharField(choices=[('company', 'doanh nghiệp'), ('cooperative', 'hợp tác xã'), ('household', 'hộ kinh doanh'), ('individual', 'cá nhân'), ('unknown', 'chưa rõ')], default='unknown', max_length=12, verbose_name='loại hình')),
                    ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='producers', to='catalog.province', verbose_name='tỉnh, thành phố')),
                    ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='producers', to='catalog.commune', verbose_name='xã, phường')),
                    ('address', models.CharField(blank=True, max_length=200, verbose_name='địa chỉ cơ sở')),
                    ('story', models.TextField(blank=True, max_length=4000, verbose_name='câu chuyện')),
                    ('story_en', models.TextField(blank=True, max_length=4000, verbose_name='câu chuyện (tiếng Anh)')),
                    ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='được nhận lúc')),
                    ('identity_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='xác minh lúc')),
                    ('is_fictional', models.BooleanField(default=False, verbose_name='chủ thể mẫu')),
                    ('source_url', models.URLField(blank=True, max_length=500, verbose_name='nguồn')),
                ],
                options={
                    'verbose_name': 'chủ thể',
                    'verbose_name_plural': 'chủ thể',
                    'ordering': ['name', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Product',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalog.producer', verbose_name='chủ thể')),
                    ('name', models.CharField(max_length=160, verbose_name='tên sản phẩm')),
                    ('name_en', models.CharField(blank=True, max_length=160, verbose_name='tên tiếng Anh')),
                    ('slug', models.SlugField(max_length=120, unique=True, verbose_name='đường dẫn')),
                    ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalog.criteriaset', verbose_name='loại hàng')),
                    ('shelf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalog.shelf', verbose_name='kệ hàng')),
                    ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalog.province')),
                    ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalog.commune')),
                    ('origin_text', models.CharField(blank=True, max_length=160, verbose_name='nơi làm ra (như nguồn ghi)')),
                    ('description', models.TextField(blank=True, max_length=4000, verbose_name='giới thiệu')),
                    ('description_en', models.TextField(blank=True, max_length=4000, verbose_name='giới thiệu (tiếng Anh)')),
                    ('ingredients', models.CharField(blank=True, max_length=500, verbose_name='thành phần')),
                    ('storage', models.CharField(blank=True, max_length=300, verbose_name='cách bảo quản')),
                    ('usage', models.CharField(blank=True, max_length=500, verbose_name='cách dùng')),
                    ('warning', models.CharField(blank=True, max_length=300, verbose_name='cảnh báo')),
                    ('standard', models.CharField(blank=True, max_length=200, verbose_name='tiêu chuẩn áp dụng')),
                    ('shelf_life_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='hạn dùng (ngày)')),
                    ('least_days_left', models.PositiveSmallIntegerField(default=0, verbose_name='không bán khi hạn còn dưới (ngày)')),
                    ('yield_bp', models.PositiveIntegerField(default=10000, verbose_name='tỷ lệ thành phẩm (phần vạn)')),
                    ('licence_number', models.CharField(blank=True, max_length=80, verbose_name='số giấy phép bán rượu')),
                    ('declaration_number', models.CharField(blank=True, max_length=80, verbose_name='số công bố sản phẩm')),
                    ('register_key', models.CharField(blank=True, max_length=64, null=True, unique=True, verbose_name='khoá sổ đăng ký')),
                    ('source_url', models.URLField(blank=True, max_length=500, verbose_name='nguồn')),
                    ('is_illustrative', models.BooleanField(default=False, verbose_name='giá minh họa')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='bày bán lúc')),
                    ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='tạm gỡ lúc')),
                    ('searchable', models.TextField(default='', editable=False)),
                ],
                options={
                    'verbose_name': 'sản phẩm',
                    'verbose_name_plural': 'sản phẩm',
                    'ordering': ['name', 'pk'],
                    'indexes': [models.Index(fields=['shelf', 'published_at'], name='product_by_shelf')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('yield_bp__gte', 1), ('yield_bp__lte', 100000)), name='product_yield_is_a_share')],
                },
            ),
            migrations.CreateModel(
                name='Photo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='catalog.product')),
                    ('small', models.ImageField(upload_to='photos/')),
                    ('medium', models.ImageField(upload_to='photos/')),
                    ('large', models.ImageField(upload_to='photos/')),
                    ('width', models.PositiveIntegerField()),
                    ('height', models.PositiveIntegerField()),
                    ('description', models.CharField(blank=True, max_length=160, verbose_name='ảnh chụp gì')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('added_at', models.DateTimeField()),
                ],
                options={
                    'verbose_name': 'ảnh',
                    'verbose_name_plural': 'ảnh',
                    'ordering': ['position', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Pack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='catalog.product')),
                    ('name', models.CharField(max_length=80, verbose_name='quy cách')),
                    ('net_content', models.PositiveIntegerField(verbose_name='lượng tịnh')),
                    ('net_unit', models.CharField(choices=[('g', 'g'), ('ml', 'ml'), ('cái', 'cái')], default='g', max_length=4, verbose_name='đơn vị')),
                    ('gross_weight', models.PositiveIntegerField(verbose_name='nặng cả bao bì (gam)')),
                    ('price', models.PositiveBigIntegerField(verbose_name='giá (đồng)')),
                    ('is_weighed', models.BooleanField(default=False, verbose_name='cân khi đóng gói, giá tạm tính')),
                    ('gtin', models.CharField(blank=True, max_length=14, null=True, unique=True, verbose_name='GTIN (14 chữ số)')),
                    ('is_active', models.BooleanField(default=True, verbose_name='đang bán')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ],
                options={
                    'verbose_name': 'quy cách đóng gói',
                    'verbose_name_plural': 'quy cách đóng gói',
                    'ordering': ['position', 'price', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('price__gte', 1000), ('price__lte', 500000000)), name='pack_price_is_real_money'), models.CheckConstraint(condition=models.Q(('net_content__gte', 1)), name='pack_holds_something'), models.CheckConstraint(condition=models.Q(('gross_weight__gte', 1)), name='pack_weighs_something'), models.CheckConstraint(condition=models.Q(('is_weighed', False), ('net_unit', 'g'), _connector='OR'), name='weighed_pack_is_in_grams'), models.CheckConstraint(condition=models.Q(('gtin__isnull', True), ('gtin__regex', '^[0-9]{14}$'), _connector='OR'), name='pack_gtin_has_14_digits')],
                },
            ),
            migrations.CreateModel(
                name='Officer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to=settings.AUTH_USER_MODEL)),
                    ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='catalog.province')),
                    ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='catalog.commune')),
                    ('office', models.CharField(max_length=160, verbose_name='cơ quan')),
                    ('appointed_at', models.DateTimeField(verbose_name='nhận việc lúc')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi việc lúc')),
                ],
                options={
                    'verbose_name': 'cán bộ',
                    'verbose_name_plural': 'cán bộ',
                },
            ),
            migrations.CreateModel(
                name='Recognition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recognitions', to='catalog.product')),
                    ('stars', models.PositiveSmallIntegerField(verbose_name='số sao')),
                    ('level', models.CharField(blank=True, choices=[('district', 'huyện'), ('province', 'tỉnh'), ('central', 'trung ương')], max_length=10, verbose_name='cấp công nhận')),
                    ('decision', models.CharField(blank=True, max_length=80, verbose_name='số quyết định')),
                    ('issuer', models.CharField(blank=True, max_length=160, verbose_name='cơ quan ban hành')),
                    ('reported_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm (theo nguồn)')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                    ('evidence', models.CharField(blank=True, max_length=40, verbose_name='bằng chứng')),
                    ('source_url', models.URLField(blank=True, max_length=500, verbose_name='nguồn')),
                    ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='xác minh lúc')),
                    ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'quyết định công nhận',
                    'verbose_name_plural': 'quyết định công nhận',
                    'ordering': ['-valid_from', '-reported_year', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('stars__gte', 3), ('stars__lte', 5)), name='recognition_gives_3_to_5_stars'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='recognition_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('verified_at__isnull', True), models.Q(models.Q(('decision', ''), _negated=True), ('valid_from__isnull', False), ('valid_until__isnull', False)), _connector='OR'), name='verified_recognition_has_decision_and_dates')],
                },
            ),
            migrations.CreateModel(
                name='TradeItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('gtin', models.CharField(max_length=14, unique=True, verbose_name='GTIN (14 chữ số)')),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trade_items', to='catalog.pack')),
                ],
                options={
                    'verbose_name': 'mã vạch đã dùng',
                    'verbose_name_plural': 'mã vạch đã dùng',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('gtin__regex', '^[0-9]{14}$')), name='trade_item_gtin_has_14_digits')],
                },
            ),
            migrations.CreateModel(
                name='CommuneAlias',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('commune', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='catalog.commune')),
                    ('old_code', models.CharField(max_length=5, verbose_name='mã cũ')),
                    ('name', models.CharField(max_length=160, verbose_name='tên cũ')),
                    ('folded', models.CharField(db_index=True, max_length=160)),
                    ('is_part', models.BooleanField(default=False, verbose_name='chỉ một phần')),
                ],
                options={
                    'verbose_name': 'tên cũ',
                    'verbose_name_plural': 'tên cũ',
                    'constraints': [models.UniqueConstraint(fields=('commune', 'old_code'), name='alias_joins_a_commune_once')],
                },
            ),
            migrations.CreateModel(
                name='Policy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('criteria_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='policies', to='catalog.criteriaset')),
                    ('minimum_age', models.PositiveSmallIntegerField(default=0, verbose_name='tuổi tối thiểu')),
                    ('needs_licence', models.BooleanField(default=False, verbose_name='cần giấy phép bán')),
                    ('needs_declaration', models.BooleanField(default=False, verbose_name='cần số công bố')),
                    ('is_fresh', models.BooleanField(default=False, verbose_name='hàng tươi')),
                    ('may_be_promoted', models.BooleanField(default=True, verbose_name='được đưa ra trang nhất')),
                    ('warning', models.CharField(blank=True, max_length=200, verbose_name='lời cảnh báo')),
                    ('legal_basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ],
                options={
                    'verbose_name': 'quy định theo loại hàng',
                    'verbose_name_plural': 'quy định theo loại hàng',
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='policy_ends_after_it_starts')],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='catalog.producer')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(choices=[('owner', 'chủ'), ('staff', 'người làm'), ('supporter', 'người giúp việc số')], max_length=10, verbose_name='vai trò')),
                    ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('consented_at', models.DateTimeField(blank=True, null=True, verbose_name='đồng ý lúc')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi lúc')),
                ],
                options={
                    'verbose_name': 'thành viên',
                    'verbose_name_plural': 'thành viên',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('producer', 'user'), name='membership_is_held_once')],
                },
            ),
            migrations.CreateModel(
                name='Claim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='catalog.producer')),
                    ('claimant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to=settings.AUTH_USER_MODEL)),
                    ('document', models.FileField(upload_to='private/claims/', verbose_name='giấy tờ')),
                    ('document_hash', models.CharField(max_length=64)),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='lời nhắn')),
                    ('state', models.CharField(choices=[('pending', 'chờ duyệt'), ('approved', 'đã duyệt'), ('refused', 'không duyệt')], default='pending', max_length=10, verbose_name='tình trạng')),
                    ('filed_at', models.DateTimeField(verbose_name='nộp lúc')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='quyết định lúc')),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='lý do')),
                ],
                options={
                    'verbose_name': 'yêu cầu nhận gian hàng',
                    'verbose_name_plural': 'yêu cầu nhận gian hàng',
                    'ordering': ['filed_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('producer', 'claimant'), name='claim_waits_once_per_person'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='claim_decision_names_who_and_when')],
                },
            ),
        ]),
    ]
