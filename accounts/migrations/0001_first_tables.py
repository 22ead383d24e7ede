import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from accounts.first_tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('phone', models.CharField(max_length=16, unique=True, verbose_name='số điện thoại')),
                    ('phone_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='xác nhận số lúc')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('full_name', models.CharField(blank=True, max_length=120, verbose_name='họ và tên')),
                    ('language', models.CharField(blank=True, max_length=5, verbose_name='tiếng nói')),
                    ('wants_mail_first', models.BooleanField(default=False, verbose_name='nhận thư điện tử trước')),
                    ('is_active', models.BooleanField(default=True, verbose_name='đang dùng')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='vào được trang điều hành')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='đã xoá lúc')),
                    ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='tham gia lúc')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'người dùng',
                    'verbose_name_plural': 'người dùng',
                    'constraints': [models.CheckConstraint(condition=models.Q(('phone__startswith', '+')), name='user_phone_is_international'), models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('email',), name='user_email_belongs_to_one'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email', ''), ('full_name', ''), ('is_active', False)), _connector='OR'), name='erased_user_is_nobody')],
                },
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL, verbose_name='người làm')),
                    ('verb', models.CharField(max_length=64, verbose_name='việc')),
                    ('subject', models.CharField(db_index=True, max_length=128, verbose_name='với')),
                    ('on_behalf_of', models.CharField(blank=True, db_index=True, max_length=128, verbose_name='thay cho')),
                    ('detail', models.JSONField(blank=True, default=dict, verbose_name='chi tiết')),
                    ('at', models.DateTimeField(verbose_name='lúc')),
                ],
                options={
                    'verbose_name': 'dòng nhật ký',
                    'verbose_name_plural': 'nhật ký',
                    'ordering': ['-at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=120, unique=True)),
                    ('kind', models.CharField(default='order', max_length=24, verbose_name='loại')),
                    ('language', models.CharField(default='vi', max_length=5, verbose_name='tiếng nói')),
                    ('phone', models.CharField(blank=True, max_length=16)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('short', models.CharField(blank=True, max_length=320)),
                    ('words', models.JSONField(blank=True, default=dict)),
                    ('state', models.CharField(choices=[('waiting', 'đang chờ gửi'), ('sent', 'đã gửi'), ('unwanted', 'người nhận đã thôi nhận'), ('given_up', 'không gửi được')], default='waiting', max_length=10, verbose_name='tình trạng')),
                    ('written_at', models.DateTimeField(verbose_name='viết lúc')),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gửi từ')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                ],
                options={
                    'verbose_name': 'tin nhắn',
                    'verbose_name_plural': 'tin nhắn',
                    'ordering': ['-written_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='message_waiting_by_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='message_goes_to_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='sent_message_says_when')],
                },
            ),
            migrations.CreateModel(
                name='Tally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=160)),
                    ('span', models.DateTimeField()),
                    ('count', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('key', 'span'), name='tally_counts_a_span_once')],
                },
            ),
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='accounts.message')),
                    ('channel', models.CharField(max_length=10, verbose_name='kênh')),
                    ('outcome', models.CharField(choices=[('begun', 'đang gửi'), ('taken', 'đã nhận chuyển'), ('delivered', 'đã tới máy'), ('away', 'không liên lạc được'), ('busy', 'đang quá tải'), ('unanswered', 'không rõ đã nhận chưa'), ('refused', 'không chuyển được')], default='begun', max_length=10, verbose_name='kết quả')),
                    ('external_id', models.CharField(blank=True, max_length=100, verbose_name='mã của bên chuyển')),
                    ('again_at', models.DateTimeField(blank=True, null=True, verbose_name='thử lại từ')),
                    ('begun_at', models.DateTimeField(verbose_name='bắt đầu')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong')),
                ],
                options={
                    'verbose_name': 'lần gửi tin',
                    'verbose_name_plural': 'các lần gửi tin',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'begun')), fields=('message',), name='message_goes_one_way_at_a_time'), models.UniqueConstraint(condition=models.Q(('outcome__in', ['taken', 'delivered'])), fields=('message', 'channel'), name='channel_takes_a_message_once')],
                },
            ),
            migrations.CreateModel(
                name='Unsubscription',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.CharField(max_length=32)),
                    ('family', models.CharField(max_length=12)),
                    ('left_at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'family'), name='person_leaves_a_family_once')],
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL)),
                    ('purpose', models.CharField(choices=[('terms', 'Điều khoản của chợ'), ('messages', 'Tin nhắn ngoài việc đơn hàng'), ('position', 'Tính sẵn phí giao về tỉnh của tôi'), ('scans', 'Nhớ những tem tôi đã quét')], max_length=10, verbose_name='việc')),
                    ('version', models.CharField(max_length=10, verbose_name='bản lời')),
                    ('is_given', models.BooleanField(verbose_name='đồng ý')),
                    ('way', models.CharField(choices=[('sign_up', 'lúc đăng ký'), ('account', 'ở trang tài khoản'), ('farewell', 'lúc xoá tài khoản')], max_length=10, verbose_name='cách')),
                    ('detail', models.CharField(blank=True, max_length=120, verbose_name='chi tiết')),
                    ('at', models.DateTimeField(verbose_name='lúc')),
                ],
                options={
                    'verbose_name': 'dòng đồng ý',
                    'verbose_name_plural': 'sổ đồng ý',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['user', 'purpose'], name='consent_by_person')],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                    ('session_data', models.TextField(verbose_name='session data')),
                    ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                    ('device', models.CharField(blank=True, max_length=40)),
                    ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'abstract': False,
                },
            ),
        ]),
    ]
