from django.db import migrations


def note_gtins(apps, _editor):
    """Every GTIN in use today belongs to its pack from now on."""
    Pack, TradeItem = apps.get_model("catalog", "Pack"), apps.get_model("catalog", "TradeItem")
    numbered = Pack.objects.exclude(gtin=None).order_by("pk").values_list("gtin", "pk")
    TradeItem.objects.bulk_create(TradeItem(gtin=gtin, pack_id=pk) for gtin, pk in numbered)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_a_gtin_stays_with_its_pack")]
    operations = [migrations.RunPython(note_gtins, migrations.RunPython.noop)]
