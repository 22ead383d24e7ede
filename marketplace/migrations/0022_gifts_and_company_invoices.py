import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0021_carts_and_orders_name_a_way'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='lời chúc')),
                ('hides_prices', models.BooleanField(default=True, verbose_name='giấu giá')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='gift', to='marketplace.ordergroup')),
            ],
        ),
        migrations.CreateModel(
            name='CompanyInvoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên đơn vị')),
                ('tax_code', models.CharField(max_length=14, verbose_name='mã số thuế')),
                ('address', models.CharField(max_length=300, verbose_name='địa chỉ đơn vị')),
                ('email', models.EmailField(max_length=254, verbose_name='thư nhận hoá đơn')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='company', to='marketplace.ordergroup')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('tax_code__regex', '^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$')), name='tax_code_has_10_12_or_13_digits')],
            },
        ),
    ]
