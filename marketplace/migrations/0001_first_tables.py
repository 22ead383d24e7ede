import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from accounts.first_tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('catalog', '0002_trade_items_are_append_only'),
        ('traceability', '0001_first_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Cart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(unique=True)),
                    ('updated_at', models.DateTimeField()),
                    ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cart', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Dropped',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('cart', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dropped', to='marketplace.cart')),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.pack')),
                    ('recall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='traceability.recall')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('cart', 'pack', 'recall'), name='cart_drops_a_pack_once')],
                },
            ),
            migrations.CreateModel(
                name='OrderGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=12, unique=True, verbose_name='mã đơn')),
                    ('token', models.CharField(max_length=43, unique=True)),
                    ('idempotency_key', models.UUIDField(unique=True)),
                    ('visit', models.UUIDField(db_index=True, null=True)),
                    ('buyer_name', models.CharField(max_length=120, verbose_name='người nhận')),
                    ('buyer_phone', models.CharField(max_length=16, verbose_name='số điện thoại')),
                    ('buyer_email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('street', models.CharField(max_length=200, verbose_name='số nhà, đường, thôn')),
                    ('place_text', models.CharField(max_length=160, verbose_name='xã, tỉnh (lúc đặt)')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='lời nhắn')),
                    ('goods_total', models.PositiveBigIntegerField(verbose_name='tiền hàng')),
                    ('delivery_total', models.PositiveBigIntegerField(verbose_name='tiền giao hàng')),
                    ('total', models.PositiveBigIntegerField(verbose_name='tổng tiền')),
                    ('placed_at', models.DateTimeField(verbose_name='đặt lúc')),
                    ('held_until', models.DateTimeField(verbose_name='giữ hàng đến')),
                    ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.commune')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='order_groups', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'lần đặt hàng',
                    'verbose_name_plural': 'lần đặt hàng',
                    'ordering': ['-placed_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('total', django.db.models.expressions.CombinedExpression(models.F('goods_total'), '+', models.F('delivery_total')))), name='group_total_is_goods_and_delivery')],
                },
            ),
            migrations.CreateModel(
                name='Order',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=16, unique=True, verbose_name='mã đơn')),
                    ('state', models.CharField(choices=[('awaiting_payment', 'Chờ thanh toán'), ('awaiting_acceptance', 'Chờ xác nhận'), ('awaiting_pickup', 'Chờ lấy hàng'), ('shipped', 'Đang giao'), ('delivered', 'Đã giao'), ('cancelled', 'Đã huỷ'), ('refunded', 'Trả hàng/Hoàn tiền')], default='awaiting_payment', max_length=20, verbose_name='tình trạng')),
                    ('goods_total', models.PositiveBigIntegerField(verbose_name='tiền hàng')),
                    ('delivery_fee', models.PositiveBigIntegerField(verbose_name='tiền giao hàng')),
                    ('total', models.PositiveBigIntegerField(verbose_name='tổng tiền')),
                    ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='trả tiền lúc')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='nhận đơn lúc')),
                    ('shipped_at', models.DateTimeField(blank=True, null=True, verbose_name='giao đi lúc')),
                    ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='giao xong lúc')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='huỷ hoặc hoàn lúc')),
                    ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='catalog.producer')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='marketplace.ordergroup')),
                ],
                options={
                    'verbose_name': 'đơn hàng',
                    'verbose_name_plural': 'đơn hàng',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['producer', 'state'], name='order_by_producer_and_state'), models.Index(condition=models.Q(('state', 'awaiting_payment')), fields=['group'], name='order_unpaid_by_group')],
                    'constraints': [models.UniqueConstraint(fields=('group', 'producer'), name='group_orders_a_producer_once'), models.CheckConstraint(condition=models.Q(('total', django.db.models.expressions.CombinedExpression(models.F('goods_total'), '+', models.F('delivery_fee')))), name='order_total_is_goods_and_delivery')],
                },
            ),
            migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=240, verbose_name='tên hàng (lúc đặt)')),
                    ('unit_price', models.PositiveBigIntegerField(verbose_name='giá')),
                    ('quantity', models.PositiveIntegerField(verbose_name='số lượng')),
                    ('total', models.PositiveBigIntegerField(verbose_name='thành tiền')),
                    ('commission', models.PositiveBigIntegerField(verbose_name='phí sàn')),
                    ('withheld_vat', models.PositiveBigIntegerField(verbose_name='thuế GTGT khấu trừ')),
                    ('withheld_pit', models.PositiveBigIntegerField(verbose_name='thuế TNCN khấu trừ')),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.pack')),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='marketplace.order')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('order', 'pack'), name='order_names_a_pack_once'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='line_sells_something'), models.CheckConstraint(condition=models.Q(('total', django.db.models.expressions.CombinedExpression(models.F('unit_price'), '*', models.F('quantity')))), name='line_total_is_price_times_quantity'), models.CheckConstraint(condition=models.Q(('total__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('commission'), '+', models.F('withheld_vat')), '+', models.F('withheld_pit')))), name='line_leaves_something_for_the_producer')],
                },
            ),
            migrations.CreateModel(
                name='Allocation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quantity', models.PositiveIntegerField()),
                    ('state', models.CharField(choices=[('held', 'đang giữ'), ('shipped', 'đã giao đi'), ('released', 'đã nhả')], default='held', max_length=10)),
                    ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='traceability.lot')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='marketplace.line')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='allocation_takes_something'), models.UniqueConstraint(condition=models.Q(('state', 'released'), _negated=True), fields=('line', 'lot'), name='line_takes_from_a_lot_once')],
                },
            ),
            migrations.CreateModel(
                name='Parcel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('carrier', models.CharField(blank=True, max_length=80, verbose_name='bên giao hàng')),
                    ('tracking', models.CharField(blank=True, max_length=60, verbose_name='mã vận đơn')),
                    ('opened_at', models.DateTimeField(verbose_name='bắt đầu đóng lúc')),
                    ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='bàn giao lúc')),
                    ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='parcel', to='marketplace.order')),
                ],
                options={
                    'verbose_name': 'kiện hàng',
                    'verbose_name_plural': 'kiện hàng',
                },
            ),
            migrations.CreateModel(
                name='PackedItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='packed_item', to='traceability.itemcode')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='marketplace.line')),
                    ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='marketplace.parcel')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('gateway', models.CharField(max_length=20, verbose_name='cổng')),
                    ('reference', models.CharField(max_length=20, unique=True, verbose_name='mã thanh toán')),
                    ('external_id', models.CharField(blank=True, max_length=120, verbose_name='mã của cổng')),
                    ('amount', models.PositiveBigIntegerField(verbose_name='số tiền')),
                    ('state', models.CharField(choices=[('started', 'mới mở'), ('pending', 'đang chờ tiền'), ('paid', 'đã trả'), ('failed', 'không thành'), ('expired', 'quá hạn'), ('stray', 'tiền đến lệch, chờ xử lý')], default='started', max_length=10, verbose_name='tình trạng')),
                    ('redirect_url', models.URLField(blank=True, max_length=1000)),
                    ('transfer', models.JSONField(blank=True, default=dict)),
                    ('started_at', models.DateTimeField(verbose_name='mở lúc')),
                    ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='nhận tiền lúc')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='marketplace.ordergroup')),
                ],
                options={
                    'verbose_name': 'thanh toán',
                    'verbose_name_plural': 'thanh toán',
                    'ordering': ['-started_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='payment_asks_for_something'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), ('settled_at__isnull', False), _connector='OR'), name='paid_payment_says_when'), models.UniqueConstraint(condition=models.Q(('state', 'paid')), fields=('group',), name='group_is_paid_once')],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('gateway', models.CharField(max_length=20)),
                    ('external_id', models.CharField(max_length=120)),
                    ('body', models.BinaryField()),
                    ('headers', models.JSONField(default=dict)),
                    ('amount', models.BigIntegerField(default=0)),
                    ('outcome', models.CharField(blank=True, choices=[('settled', 'đã ghi nhận'), ('repeated', 'đã biết rồi'), ('ignored', 'không liên quan'), ('wrong_amount', 'sai số tiền'), ('unmatched', 'không tìm thấy đơn'), ('late', 'đến muộn'), ('failed', 'không thành')], max_length=14)),
                    ('received_at', models.DateTimeField()),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='marketplace.payment')),
                ],
                options={
                    'verbose_name': 'tin báo tiền',
                    'verbose_name_plural': 'tin báo tiền',
                    'ordering': ['-received_at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('gateway', 'external_id'), name='notice_is_heard_once')],
                },
            ),
            migrations.CreateModel(
                name='PlannedLot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('most', models.PositiveIntegerField(verbose_name='nhận đặt trước nhiều nhất (gói)')),
                    ('taken', models.PositiveIntegerField(default=0, verbose_name='đã có người đặt (gói)')),
                    ('ship_by', models.DateField(verbose_name='giao trước ngày')),
                    ('opened_at', models.DateTimeField(verbose_name='mở lúc')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='đóng lúc')),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_lots', to='catalog.pack')),
                ],
                options={
                    'ordering': ['-opened_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('most__gte', 1)), name='planned_lot_has_packs'), models.CheckConstraint(condition=models.Q(('taken__gte', 0), ('most__gte', models.F('taken'))), name='planned_lot_promises_no_more_than_its_cap'), models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('pack',), name='pack_has_one_open_planned_lot')],
                },
            ),
            migrations.CreateModel(
                name='CartLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quantity', models.PositiveIntegerField(default=1)),
                    ('seen_price', models.PositiveBigIntegerField(null=True)),
                    ('added_at', models.DateTimeField()),
                    ('cart', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='marketplace.cart')),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.pack')),
                    ('planned', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.plannedlot')),
                ],
                options={
                    'ordering': ['added_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('cart', 'pack'), name='cart_names_a_pack_once'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 999)), name='cart_line_is_a_sane_number')],
                },
            ),
            migrations.CreateModel(
                name='Preorder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quantity', models.PositiveIntegerField(verbose_name='đặt trước')),
                    ('waiting', models.PositiveIntegerField(verbose_name='còn chờ')),
                    ('met', models.PositiveIntegerField(default=0, verbose_name='đã có hàng')),
                    ('short', models.PositiveIntegerField(default=0, verbose_name='thiếu')),
                    ('dropped', models.PositiveIntegerField(default=0, verbose_name='đã bỏ')),
                    ('placed_at', models.DateTimeField(verbose_name='đặt lúc')),
                    ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='preorder', to='marketplace.line')),
                    ('planned', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preorders', to='marketplace.plannedlot')),
                ],
                options={
                    'ordering': ['placed_at', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('waiting__gt', 0)), fields=['planned', 'placed_at'], name='preorder_waiting_in_turn')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('waiting'), '+', models.F('met')), '+', models.F('short')), '+', models.F('dropped')))), name='preorder_is_the_sum_of_its_parts')],
                },
            ),
            migrations.CreateModel(
                name='Rate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('commission', 'phí sàn'), ('vat', 'thuế GTGT khấu trừ'), ('pit', 'thuế TNCN khấu trừ')], max_length=10, verbose_name='loại')),
                    ('producer_kind', models.CharField(blank=True, choices=[('company', 'doanh nghiệp'), ('cooperative', 'hợp tác xã'), ('household', 'hộ kinh doanh'), ('individual', 'cá nhân'), ('unknown', 'chưa rõ')], max_length=12, verbose_name='áp dụng cho')),
                    ('basis_points', models.PositiveIntegerField(verbose_name='phần vạn')),
                    ('legal_basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ],
                options={
                    'verbose_name': 'tỷ lệ phí, thuế',
                    'verbose_name_plural': 'tỷ lệ phí, thuế',
                    'constraints': [models.CheckConstraint(condition=models.Q(('basis_points__lte', 10000)), name='rate_takes_no_more_than_all')],
                },
            ),
            migrations.CreateModel(
                name='RecalledLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('packs', models.PositiveIntegerField()),
                    ('outcome', models.CharField(choices=[('waiting', 'đang xử lý'), ('out', 'đã giao đi'), ('replaced', 'đã đổi sang lô khác'), ('withdrawn', 'không giao nữa, hoàn tiền'), ('cancelled', 'chưa trả tiền, đã huỷ')], max_length=9)),
                    ('returned', models.PositiveIntegerField(default=0, verbose_name='số gói đã nhận lại')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalled_lines', to='marketplace.ordergroup')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalled', to='marketplace.line')),
                    ('recall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalled_lines', to='traceability.recall')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['recall', 'outcome'], name='recalled_line_by_outcome')],
                    'constraints': [models.UniqueConstraint(fields=('recall', 'line'), name='recall_finds_a_line_once'), models.CheckConstraint(condition=models.Q(('packs__gte', 1)), name='recalled_line_has_packs'), models.CheckConstraint(condition=models.Q(('returned__lte', models.F('packs'))), name='no_more_comes_back_than_went_out')],
                },
            ),
            migrations.CreateModel(
                name='RecallLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='đã báo lúc')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='đã xem lúc')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recall_letters', to='marketplace.ordergroup')),
                    ('recall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='traceability.recall')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['recall', 'told_at'], name='recall_letter_by_telling')],
                    'constraints': [models.UniqueConstraint(fields=('recall', 'group'), name='recall_tells_an_order_once')],
                },
            ),
            migrations.CreateModel(
                name='RefundDue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('packs', models.PositiveIntegerField(default=0)),
                    ('amount', models.PositiveBigIntegerField(verbose_name='số tiền')),
                    ('state', models.CharField(choices=[('prepared', 'đã chuẩn bị')], default='prepared', max_length=8)),
                    ('prepared_at', models.DateTimeField(verbose_name='chuẩn bị lúc')),
                    ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds_due', to='marketplace.line')),
                    ('lot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='traceability.lot')),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds_due', to='marketplace.order')),
                    ('planned', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds_due', to='marketplace.plannedlot')),
                    ('recall', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds_due', to='traceability.recall')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['line', 'lot'], name='refund_by_line_and_lot')],
                    'constraints': [models.UniqueConstraint(fields=('recall', 'line', 'lot'), name='recall_refunds_a_line_once'), models.UniqueConstraint(fields=('planned', 'line'), name='shortfall_refunds_a_line_once'), models.UniqueConstraint(condition=models.Q(('line__isnull', True)), fields=('order',), name='delivery_fee_is_refunded_once'), models.CheckConstraint(condition=models.Q(('recall__isnull', False), ('planned__isnull', False), _connector='XOR'), name='refund_has_one_reason'), models.CheckConstraint(condition=models.Q(models.Q(('line__isnull', False), ('lot__isnull', False), ('packs__gte', 1), ('recall__isnull', False)), models.Q(('line__isnull', False), ('lot__isnull', True), ('packs__gte', 1), ('planned__isnull', False)), models.Q(('line__isnull', True), ('lot__isnull', True), ('packs', 0)), _connector='OR'), name='refund_is_for_packs_or_for_delivery')],
                },
            ),
            migrations.CreateModel(
                name='SoldWeek',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('monday', models.DateField()),
                    ('taken', models.PositiveIntegerField(default=0)),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sold_weeks', to='catalog.pack')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('pack', 'monday'), name='week_of_a_pack_is_counted_once'), models.CheckConstraint(condition=models.Q(('taken__gte', 0)), name='week_takes_no_less_than_nothing')],
                },
            ),
            migrations.CreateModel(
                name='Tariff',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('zone', models.CharField(choices=[('same', 'trong tỉnh'), ('other', 'ngoài tỉnh')], max_length=8, verbose_name='vùng')),
                    ('first_grams', models.PositiveIntegerField(verbose_name='gam đầu')),
                    ('first_fee', models.PositiveBigIntegerField(verbose_name='phí đầu (đồng)')),
                    ('step_grams', models.PositiveIntegerField(verbose_name='mỗi nấc (gam)')),
                    ('step_fee', models.PositiveBigIntegerField(verbose_name='phí mỗi nấc (đồng)')),
                    ('basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ],
                options={
                    'verbose_name': 'biểu phí giao hàng',
                    'verbose_name_plural': 'biểu phí giao hàng',
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_grams__gte', 1), ('step_grams__gte', 1)), name='tariff_steps_forward')],
                },
            ),
            migrations.CreateModel(
                name='Terms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first_month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mùa bán: từ tháng')),
                    ('last_month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='đến hết tháng')),
                    ('weekly_most', models.PositiveIntegerField(blank=True, null=True, verbose_name='mỗi tuần bán nhiều nhất (gói)')),
                    ('low_mark', models.PositiveIntegerField(default=5, verbose_name='nhắc khi lô còn dưới (gói)')),
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='catalog.product')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('first_month__isnull', True), ('last_month__isnull', True)), models.Q(('first_month__range', (1, 12)), ('last_month__range', (1, 12))), _connector='OR'), name='season_has_two_months'), models.CheckConstraint(condition=models.Q(('weekly_most__isnull', True), ('weekly_most__gte', 1), _connector='OR'), name='week_sells_something')],
                },
            ),
            migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(blank=True, max_length=16)),
                    ('wished_at', models.DateTimeField()),
                    ('told_at', models.DateTimeField(null=True)),
                    ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='catalog.pack')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(condition=models.Q(('told_at__isnull', True)), fields=['pack'], name='wish_untold_by_pack')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('told_at__isnull', True)), fields=('pack', 'phone'), name='phone_waits_for_a_pack_once'), models.CheckConstraint(condition=models.Q(('told_at__isnull', True), ('phone', ''), _connector='XOR'), name='told_wish_forgets_its_phone')],
                },
            ),
        ]),
    ]
