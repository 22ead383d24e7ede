from django.db import migrations

from accounts.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_journal_is_append_only")]
    operations = [guard("accounts_consent")]
