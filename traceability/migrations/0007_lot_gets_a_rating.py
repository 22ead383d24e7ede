import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from traceability.turns import SINCE_RATINGS, count


class Migration(migrations.Migration):

    dependencies = [
        ('traceability', '0006_partner_documents_join_the_log'),
    ]

    operations = [
        migrations.CreateModel(
            name='LotRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField(verbose_name='số người đánh giá')),
                ('total', models.PositiveIntegerField(verbose_name='cộng điểm')),
                ('lot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='traceability.lot')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', models.F('count')), ('total__lte', django.db.models.expressions.CombinedExpression(models.F('count'), '*', models.Value(5)))), name='lot_rating_is_a_sum_of_1_to_5')],
            },
        ),
        *count(*SINCE_RATINGS),
    ]
