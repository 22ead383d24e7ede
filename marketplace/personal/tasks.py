"""A copy of everything takes longer than a page may."""

from django.utils.timezone import now
from django_tasks import task

from marketplace.personal.packing import fill_export


@task()
def make_export(export_pk: int) -> None:
    """Make one copy; a second run finds it made."""
    fill_export(export=export_pk, at=now())
