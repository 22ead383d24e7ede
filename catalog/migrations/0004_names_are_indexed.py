from django.db import migrations

from catalog.search.names import COMMUNES, OLD_COMMUNES, PRODUCERS, VOCABULARIES


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_synonyms_as_they_ship")]
    operations = [
        *(vocabulary.told() for vocabulary in VOCABULARIES),
        *(names.made() for names in (PRODUCERS, COMMUNES, OLD_COMMUNES)),
    ]
