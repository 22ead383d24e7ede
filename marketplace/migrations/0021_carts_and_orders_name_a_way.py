import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0020_producers_deliver_in_their_own_ways'),
    ]

    operations = [
        migrations.AddField(
            model_name='order',
            name='delivery_words',
            field=models.CharField(blank=True, max_length=400, verbose_name='cách giao (lúc đặt)'),
        ),
        migrations.AddField(
            model_name='order',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='lời nhắn cho người bán'),
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cart', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='marketplace.cart')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.producer')),
                ('method', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='marketplace.method')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='order',
            name='method',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='marketplace.method'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(fields=('cart', 'producer'), name='cart_chooses_a_way_once'),
        ),
    ]
