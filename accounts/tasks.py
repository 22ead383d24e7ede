"""Work on people's behalf that need not keep a page waiting."""

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from accounts import senders
from accounts.models import Message


@task()
def send_message(message_pk: int) -> None:
    """Hand one message to the sender; a second run finds it sent and leaves it."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_pk)
        if message.sent_at is None:
            senders.sender().send(message)
            message.sent_at = now()
            message.save(update_fields=["sent_at"])
