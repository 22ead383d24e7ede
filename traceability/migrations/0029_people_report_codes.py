import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("traceability", "0028_labels_may_carry_a_scratch_pin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name='CodeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written', models.CharField(max_length=80, verbose_name='mã trên tem')),
                ('what', models.CharField(choices=[('goods', 'Hàng bên trong khác với trang này nói'), ('label', 'Tem bị bóc, dán chồng hoặc trông lạ'), ('seen', 'Tôi mới mở lần đầu mà mã đã bị quét nhiều'), ('unknown', 'Mã này không có trong sổ'), ('other', 'Điều khác')], max_length=8, verbose_name='chuyện gì')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='kể thêm')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='số điện thoại')),
                ('photo', models.FileField(blank=True, upload_to='reports/', verbose_name='ảnh')),
                ('made_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='xem xong lúc')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='kết quả')),
                ('code', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='traceability.itemcode')),
                ('lot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='traceability.lot')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phản ánh về mã',
                'verbose_name_plural': 'phản ánh về mã',
                'ordering': ['-made_at', '-pk'],
            },
        ),
    ]
