import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_parcels(apps, _editor):
    """What was booked for an order is its first parcel."""
    parcels = apps.get_model("marketplace", "Parcel").objects
    for booked in apps.get_model("marketplace", "Consignment").objects.select_related("order"):
        opened = {"opened_at": booked.booked_at}
        booked.parcel = parcels.get_or_create(order=booked.order, defaults=opened)[0]
        booked.save(update_fields=["parcel"])


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0010_pack_is_weighed'),
        ('marketplace', '0020_orders_keep_their_language'),
        ('traceability', '0005_scan_pages_turn'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('buyer', 'người mua'), ('producer', 'người bán'), ('market', 'chợ')], max_length=8, verbose_name='ai huỷ')),
                ('reason', models.CharField(choices=[('changed_mind', 'đổi ý, không mua nữa'), ('wrong_order', 'đặt nhầm hàng, nhầm số hoặc nhầm địa chỉ'), ('too_slow', 'chờ lâu quá'), ('no_goods', 'không còn đủ hàng tốt để gửi'), ('no_way', 'không gửi tới nơi nhận được'), ('buyer_asked', 'người mua gọi xin huỷ'), ('no_answer', 'người mua không trả lời lời mời đổi hàng'), ('other', 'lý do khác')], max_length=12, verbose_name='vì sao')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='nói thêm')),
                ('outcome', models.CharField(choices=[('waiting', 'chờ người bán trả lời'), ('done', 'đã huỷ'), ('refused', 'người bán không đồng ý'), ('lapsed', 'hàng đã gửi đi')], max_length=8, verbose_name='kết quả')),
                ('asked_at', models.DateTimeField(verbose_name='xin huỷ lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CompletionTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_fresh', models.BooleanField(verbose_name='hàng tươi')),
                ('days', models.PositiveSmallIntegerField(verbose_name='số ngày')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
            ],
            options={
                'verbose_name': 'hạn tự hoàn tất đơn',
                'verbose_name_plural': 'hạn tự hoàn tất đơn',
                'ordering': ['valid_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=240, verbose_name='tên hàng (lúc mời)')),
                ('unit_price', models.PositiveBigIntegerField(verbose_name='giá')),
                ('packs', models.PositiveIntegerField(verbose_name='số gói')),
                ('outcome', models.CharField(choices=[('waiting', 'chờ người mua trả lời'), ('taken', 'người mua đồng ý'), ('declined', 'người mua không đồng ý'), ('lapsed', 'người mua không trả lời'), ('withdrawn', 'đã rút lại')], max_length=9, verbose_name='kết quả')),
                ('offered_at', models.DateTimeField(verbose_name='mời lúc')),
                ('answer_by', models.DateTimeField(verbose_name='trả lời trước')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='trả lời lúc')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='parcel',
            options={'ordering': ['number'], 'verbose_name': 'kiện hàng', 'verbose_name_plural': 'kiện hàng'},
        ),
        migrations.RemoveConstraint(
            model_name='allocation',
            name='line_takes_from_a_lot_once',
        ),
        migrations.AddField(
            model_name='consignment',
            name='attempt',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='lần gửi'),
        ),
        migrations.AddField(
            model_name='consignment',
            name='parcel',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consignments', to='marketplace.parcel'),
        ),
        migrations.RunPython(give_parcels, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='consignment',
            name='parcel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consignments', to='marketplace.parcel'),
        ),
        migrations.RemoveField(
            model_name='consignment',
            name='order',
        ),
        migrations.AddField(
            model_name='line',
            name='final_grams',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='cân được (gam)'),
        ),
        migrations.AddField(
            model_name='line',
            name='grams_a_pack',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='gam mỗi gói (tạm tính)'),
        ),
        migrations.AddField(
            model_name='order',
            name='claimable_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='khiếu nại được đến'),
        ),
        migrations.AddField(
            model_name='order',
            name='completed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='hoàn tất lúc'),
        ),
        migrations.AddField(
            model_name='order',
            name='disputed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='đang khiếu nại từ'),
        ),
        migrations.AddField(
            model_name='parcel',
            name='arrived_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='tới nơi lúc'),
        ),
        migrations.AddField(
            model_name='parcel',
            name='attempt',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='lần gửi'),
        ),
        migrations.AddField(
            model_name='parcel',
            name='number',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='kiện số'),
        ),
        migrations.AddField(
            model_name='parcel',
            name='returned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='bị trả về lúc'),
        ),
        migrations.AlterField(
            model_name='allocation',
            name='state',
            field=models.CharField(choices=[('held', 'đang giữ'), ('offered', 'đang mời đổi'), ('shipped', 'đã giao đi'), ('released', 'đã nhả')], default='held', max_length=10),
        ),
        migrations.AlterField(
            model_name='parcel',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parcels', to='marketplace.order'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('completed_at__isnull', True), ('state', 'delivered')), fields=['claimable_until'], name='order_to_complete_by_time'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'released'), _negated=True), fields=('line', 'lot', 'state'), name='line_takes_from_a_lot_once'),
        ),
        migrations.AddConstraint(
            model_name='consignment',
            constraint=models.UniqueConstraint(fields=('parcel', 'attempt'), name='a_parcel_is_booked_once_a_time'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('final_grams__isnull', True), models.Q(('final_grams__gte', 1), ('grams_a_pack__gte', 1)), _connector='OR'), name='only_what_is_sold_by_weight_is_weighed'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('completed_at__isnull', True), ('state__in', ['delivered', 'refunded']), _connector='OR'), name='only_what_was_delivered_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='order_numbers_its_parcels'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='parcels_are_counted_from_one'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('arrived_at__isnull', True), ('returned_at__isnull', True)), ('handed_over_at__isnull', False), _connector='OR'), name='only_a_parcel_that_left_arrives_or_comes_back'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.CheckConstraint(condition=models.Q(('arrived_at__isnull', True), ('returned_at__isnull', True), _connector='OR'), name='a_parcel_is_there_or_back'),
        ),
        migrations.AddField(
            model_name='cancellation',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cancellation',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cancellations', to='marketplace.order'),
        ),
        migrations.AddConstraint(
            model_name='completionterm',
            constraint=models.UniqueConstraint(fields=('is_fresh', 'valid_from'), name='completion_term_begins_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='completionterm',
            constraint=models.CheckConstraint(condition=models.Q(('days__range', (1, 60))), name='completion_takes_some_days'),
        ),
        migrations.AddConstraint(
            model_name='completionterm',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='completion_term_ends_after_it_begins'),
        ),
        migrations.AddField(
            model_name='substitution',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='marketplace.line'),
        ),
        migrations.AddField(
            model_name='substitution',
            name='offered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='substitution',
            name='pack',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.pack'),
        ),
        migrations.AddConstraint(
            model_name='cancellation',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome__in', ['waiting', 'done'])), fields=('order',), name='order_is_cancelled_once'),
        ),
        migrations.AddConstraint(
            model_name='cancellation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', 'waiting'), ('side', 'buyer')), models.Q(models.Q(('outcome', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='only_a_buyer_waits_for_an_answer'),
        ),
        migrations.AddIndex(
            model_name='substitution',
            index=models.Index(condition=models.Q(('outcome', 'waiting')), fields=['answer_by'], name='substitution_by_answer'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'waiting')), fields=('line',), name='line_has_one_offer_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(('packs__gte', 1)), name='substitution_offers_something'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', 'waiting')), models.Q(models.Q(('outcome', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='substitution_ends_when_answered'),
        ),
    ]
