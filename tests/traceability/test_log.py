"""Facts become leaves in one order, and what was signed stays as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from catalog.actions.recognitions import verify_recognition
from tests.factories import MIDDAY, LotFactory, RecognitionFactory, UserFactory
from tests.traceability.epcis.stories import capture, observed
from tests.traceability.test_events import note, open_lot
from traceability.actions import log
from traceability.actions.documents import add_document
from traceability.merkle.entry import read_entry
from traceability.merkle.hashing import leaf_hash
from traceability.merkle.keys import WITNESS, new_key
from traceability.merkle.notes import Note, NotANote, NotSigned, read_note
from traceability.merkle.tree import Frontier
from traceability.models import Checkpoint, Cosignature, LogLeaf, LogTile
from traceability.queries import log as queries

pytestmark = pytest.mark.django_db
WITNESS_KEY = new_key("nhan-chung.example", kind=WITNESS)
TWO_KEYS = [new_key("chogoc.example/log"), new_key("chogoc.example/log")]
LATER = MIDDAY + timedelta(minutes=1)


def said():
    return [read_entry(line) for line in LogLeaf.objects.values_list("entry", flat=True)]
