from accounts.append_only import guard
from django.db import migrations
from marketplace.ledger.guards import balance_every_transaction

GROW_ONLY = ("marketplace_ledgertransaction", "marketplace_leg")


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0003_claim_rules")]
    operations = [*(guard(table) for table in GROW_ONLY), balance_every_transaction()]
