from itertools import chain

from django.db import migrations

from traceability.merkle.hashing import leaf_hash
from traceability.merkle.tiles import filled
from traceability.queries.log_entries import entry_of

BATCH = 2_000


def enter(apps, _editor):
    """Events in the order they were recorded, then documents; stars are the clock's to bring."""
    event, document, leaf, tile = (
        apps.get_model("traceability", name)
        for name in ("Event", "Document", "LogLeaf", "LogTile")
    )
    rows = chain(
        (("event", row) for row in event.objects.order_by("recorded_at", "pk").iterator()),
        (("document", row) for row in document.objects.order_by("added_at", "pk").iterator()),
    )
    leaves = [
        leaf(position=position, kind=kind, subject=row.pk, entry=entry_of(kind, row))
        for position, (kind, row) in enumerate(rows)
    ]
    leaf.objects.bulk_create(leaves, batch_size=BATCH)
    hashes = [leaf_hash(one.entry.encode()) for one in leaves]
    tile.objects.bulk_create(
        (
            tile(level=one.level, number=one.index, nodes=one.nodes, root=one.root)
            for one in filled(0, hashes, lambda *_nothing: [])
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("traceability", "0021_log_is_append_only")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
