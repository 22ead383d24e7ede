from django.db import migrations

from catalog.owners import keep_an_owner


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_names_are_indexed")]
    operations = [keep_an_owner()]
