import re

from accounts.append_only import guard
from django.db import migrations

from traceability.epcis.canonical import canonical
from traceability.epcis.facts import things

OWN = re.compile(r"https?://[^/]+/t/(L[0-9A-Z]+)(?:/[a-z-]+)?/?")
LOT = re.compile(r"https://id\.gs1\.org/01/(\d{14})/10/(.+)")
JOINING = ["TransformationEvent", "AggregationEvent"]


def look_up(apps, _editor):
    """Steps of earlier events; lots of today's GTINs and trace codes are known by one name."""
    event, descent, lots = (
        apps.get_model("traceability", name) for name in ("Event", "Descent", "Lot")
    )
    earlier = event.objects.filter(kind__in=JOINING, declared_wrong_at=None, descents=None)
    for one in earlier.exclude(document__action="DELETE").iterator():
        sides = {"in": set(), "out": set()}
        for thing in things(one.document):
            side = "in" if thing.role in ("input", "child") else "out"
            sides[side].add(name(lots, thing.uri))
        if sides["in"] != sides["out"]:
            descent.objects.bulk_create(
                descent(event=one, side=side, node=node)
                for side, nodes in sides.items()
                for node in sorted(nodes)
            )


def name(lots, uri):
    if own := OWN.fullmatch(uri):
        return own[1]
    known = canonical(uri)
    if found := LOT.fullmatch(known):
        codes = lots.objects.filter(pack__gtin=found[1], code=found[2])
        return codes.values_list("trace_code", flat=True).first() or known[:300]
    return known[:300]


class Migration(migrations.Migration):
    dependencies = [("traceability", "0018_uses_recipes_pleas_and_descents")]
    operations = [
        guard("traceability_use"),
        guard("traceability_descent"),
        migrations.RunPython(look_up, migrations.RunPython.noop),
    ]
