from django.db import migrations

from traceability.epcis.facts import facts


def look_again(apps, _editor):
    """Add what is looked for since: amounts in units, numbers and times, fields within fields.

    A number is as public as the text it was read from, an amount in a unit as the same amount.
    """
    event, fact = (apps.get_model("traceability", name) for name in ("Event", "EventFact"))
    for one in event.objects.order_by("pk").iterator(chunk_size=500):
        kept = {(f.name, f.value, f.number): f.is_public for f in fact.objects.filter(event=one)}
        public = {name for (name, _value, _number), is_public in kept.items() if is_public}
        fact.objects.bulk_create(
            fact(
                event=one,
                name=f.name,
                value=f.value,
                number=f.number,
                is_public=f.name in public or kept.get(("quantity", "", f.number), False),
            )
            for f in facts(one.document)
            if (f.name, f.value, f.number) not in kept
        )


class Migration(migrations.Migration):
    dependencies = [("traceability", "0013_partners_tell_in_documents")]
    operations = [migrations.RunPython(look_again, migrations.RunPython.noop)]
