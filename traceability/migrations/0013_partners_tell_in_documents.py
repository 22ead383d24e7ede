import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.append_only import guard, lift


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_trade_items_are_append_only'),
        ('traceability', '0012_two_laws_ask_eighteen_things'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('teller', models.CharField(max_length=160, verbose_name='ai gửi')),
                ('name', models.CharField(max_length=120, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64)),
                ('document', models.JSONField()),
                ('received_at', models.DateTimeField(verbose_name='nhận lúc')),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='told_in', to='traceability.capturejob')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partner_documents', to='catalog.producer')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tài liệu của đối tác',
                'verbose_name_plural': 'tài liệu của đối tác',
                'ordering': ['-received_at', '-pk'],
            },
        ),
        lift("traceability_event"),
        migrations.AddField(
            model_name='event',
            name='told_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='traceability.partnerdocument'),
        ),
        guard("traceability_event"),
        migrations.AddConstraint(
            model_name='partnerdocument',
            constraint=models.UniqueConstraint(fields=('producer', 'sha256'), name='partner_document_is_received_once'),
        ),
    ]
