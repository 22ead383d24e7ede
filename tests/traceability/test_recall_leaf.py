"""A recall is a leaf of the log: what was said when it was opened stays said."""

from __future__ import annotations

import pytest

from tests.factories import MIDDAY, LotFactory
from tests.traceability.behind import alter
from traceability.actions import log
from traceability.actions.recalls import Words, close_recall, declare_recall
from traceability.models import LogLeaf
from traceability.queries.log_audit import findings

pytestmark = pytest.mark.django_db
WORDS = Words(severity="harmful", reason="Có mảnh thuỷ tinh", advice="Đừng dùng, gửi lại.")


@pytest.fixture
def recall():
    opened = declare_recall(source=LotFactory(), words=WORDS, by=None, at=MIDDAY)
    log.sign_checkpoint(at=MIDDAY)
    return opened


def test_a_recall_has_one_leaf_and_its_end_breaks_none(recall):
    ending = {"handling": "destroyed", "destroyed": 1, "report": "Đã huỷ."}
    close_recall(recall=recall, by=None, at=MIDDAY, **ending)
    log.sign_checkpoint(at=MIDDAY)

    assert LogLeaf.objects.filter(kind="recall").count() == 1
    assert list(findings()) == []


def test_another_reason_behind_its_back_is_found(recall):
    alter("UPDATE traceability_recall SET reason = 'Đổi bao bì'")

    assert [finding.row for finding in findings()] == [f"recall {recall.pk}"]


def test_a_recall_without_its_leaf_is_found(recall):
    alter("DELETE FROM traceability_logleaf WHERE kind = 'recall'")

    assert f"recall {recall.pk}" in [finding.row for finding in findings()]
