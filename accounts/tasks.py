"""Work on people's behalf that need not keep a page waiting."""

from django.utils.timezone import now
from django_tasks import task

from accounts.delivery import deliver


@task()
def send_message(message_pk: int) -> None:
    """Carry one message; a second run finds it carried and leaves it."""
    deliver(message=message_pk, clock=now)
