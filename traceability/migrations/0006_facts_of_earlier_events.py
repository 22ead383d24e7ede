from django.db import migrations

from traceability.epcis.facts import facts


def look_up(apps, _editor):
    """What forms wrote so far is all of it on scan pages, and so are its facts."""
    event, fact = (apps.get_model("traceability", name) for name in ("Event", "EventFact"))
    for one in event.objects.filter(facts=None).iterator():
        fact.objects.bulk_create(
            fact(event=one, name=f.name, value=f.value, number=f.number, is_public=True)
            for f in facts(one.document)
        )


class Migration(migrations.Migration):
    dependencies = [("traceability", "0005_epcis_facts_jobs_and_questions")]
    operations = [migrations.RunPython(look_up, migrations.RunPython.noop)]
