import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_trade_items_are_append_only'),
        ('marketplace', '0001_first_tables'),
        ('traceability', '0007_lot_gets_a_rating'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=16, verbose_name='số điện thoại')),
                ('takes_calls', models.BooleanField(default=True, verbose_name='nhận cuộc gọi')),
                ('is_on_zalo', models.BooleanField(default=False, verbose_name='có Zalo')),
                ('producer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='catalog.producer')),
            ],
            options={
                'verbose_name': 'liên lạc của chủ thể',
                'verbose_name_plural': 'liên lạc của chủ thể',
            },
        ),
        migrations.CreateModel(
            name='HidingReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('words', models.CharField(max_length=160, verbose_name='lý do')),
                ('words_en', models.CharField(max_length=160, verbose_name='lý do (tiếng Anh)')),
                ('basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
            ],
            options={
                'verbose_name': 'lý do ẩn lời',
                'verbose_name_plural': 'lý do ẩn lời',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='hiding_reason_begins_once_a_day'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='hiding_reason_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='số điện thoại')),
                ('text', models.TextField(max_length=500, verbose_name='câu hỏi')),
                ('asked_at', models.DateTimeField(verbose_name='hỏi lúc')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='chủ thể trả lời')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='bị ẩn lúc')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='catalog.product')),
            ],
            options={
                'verbose_name': 'câu hỏi',
                'verbose_name_plural': 'câu hỏi',
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(verbose_name='điểm')),
                ('text', models.TextField(max_length=2000, verbose_name='lời đánh giá')),
                ('shown_as', models.CharField(choices=[('place', 'Chỉ nơi tôi ở, như «Người mua ở Hạ Long»'), ('given', 'Tên gọi của tôi, không họ')], default='place', max_length=5)),
                ('byline', models.CharField(max_length=80)),
                ('written_at', models.DateTimeField(verbose_name='viết lúc')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='sửa lúc')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='rút lại lúc')),
                ('hidden_at', models.DateTimeField(blank=True, null=True, verbose_name='bị ẩn lúc')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='chủ thể trả lời')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='marketplace.line')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='traceability.lot')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='catalog.product')),
            ],
            options={
                'verbose_name': 'đánh giá',
                'verbose_name_plural': 'đánh giá',
                'ordering': ['-written_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Hiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='nói thêm với người viết')),
                ('hidden_at', models.DateTimeField()),
                ('appeal', models.TextField(blank=True, max_length=500)),
                ('appealed_at', models.DateTimeField(blank=True, null=True)),
                ('word', models.CharField(blank=True, max_length=500, verbose_name='trả lời người viết')),
                ('upheld_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.hidingreason')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hidings', to='marketplace.question')),
                ('review', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hidings', to='marketplace.review')),
            ],
            options={
                'verbose_name': 'lời bị ẩn',
                'verbose_name_plural': 'lời bị ẩn',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('small', models.FileField(upload_to='reviews/')),
                ('large', models.FileField(upload_to='reviews/')),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='marketplace.review')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField()),
                ('text', models.TextField(max_length=2000)),
                ('kept_at', models.DateTimeField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='marketplace.review')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['product', '-asked_at'], name='question_by_product'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='answered_question_has_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('phone', ''), _connector='OR'), name='answered_question_forgets_its_phone'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('hidden_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['product', '-written_at'], name='review_public_by_product'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('line',), name='line_is_reviewed_once'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='review_gives_1_to_5_points'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='answered_review_has_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('hidden_at__isnull', True), _connector='OR'), name='hidden_review_is_not_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='hiding',
            constraint=models.CheckConstraint(condition=models.Q(('review__isnull', False), ('question__isnull', False), _connector='XOR'), name='hiding_hides_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='hiding',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('review',), name='review_is_hidden_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='hiding',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('question',), name='question_is_hidden_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='hiding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('appeal', ''), ('appealed_at__isnull', True)), models.Q(models.Q(('appeal', ''), _negated=True), ('appealed_at__isnull', False)), _connector='OR'), name='appeal_says_something'),
        ),
    ]
