"""Who signed an invoice, and that nothing of it was changed since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from lxml import etree

from marketplace.invoices.documents import tags
from marketplace.invoices.documents.signature import (
    DS,
    NotProven,
    Unfit,
    holder,
    opened,
    proven,
    sign,
)
from tests.marketplace.invoices.stories import OTHER_CODE, SOON, TAX_CODE, a_bill, pem, seal

YEARS = timedelta(days=3 * 365)


@pytest.fixture(scope="module")
def signed():
    return sign(tags.document(a_bill()), seal())


def test_a_signature_stands_where_the_format_has_it_and_is_of_its_seller(signed):
    root = etree.fromstring(signed)

    method = root.find(f"DSCKS/NBan/{{{DS}}}Signature//{{{DS}}}SignatureMethod")
    assert method.get("Algorithm").endswith("#rsa-sha256")
    assert root.find(f".//{{{DS}}}Reference").get("URI") == "#HD-1C26TAB-12"
    found = proven(signed, trusted=[seal().certificate], at=SOON)
    assert holder(found) == "HTX Mẫu (chứng thư mẫu)"


def changed(old, new):
    def change(signed):
        assert signed.count(old) >= 1
        return signed.replace(old, new)

    return change


def with_two_bodies(signed):
    """The signed one is kept somewhere, another is put where it would be read."""
    root = etree.fromstring(signed)
    body = root.find("DLHDon")
    other = etree.fromstring(etree.tostring(body).replace(b"400000", b"1"))
    other.set("Id", "HD-other")
    root.insert(0, other)
    return etree.tostring(root)


@pytest.mark.parametrize(
    "change",
    [
        changed(b"<TgTTTBSo>400000", b"<TgTTTBSo>100000"),
        changed("Trần Thị Mua".encode(), "Trần Thị Bán".encode()),
        changed(b"#rsa-sha256", b"#rsa-sha1"),
        changed(b"#HD-1C26TAB-12", b""),
        with_two_bodies,
        lambda _signed: tags.written(tags.document(a_bill())),
        lambda _signed: b"<HDon>",
        lambda _signed: b"",
    ],
    ids=["sum", "buyer", "weak", "no reference", "two bodies", "unsigned", "broken", "empty"],
)
def test_what_was_changed_is_not_proven(signed, change):
    with pytest.raises(NotProven):
        proven(change(signed), trusted=[seal().certificate], at=SOON)


def test_another_authority_vouches_for_nothing(signed):
    for trusted in ([], [seal(OTHER_CODE).certificate]):
        with pytest.raises(NotProven, match="vouches"):
            proven(signed, trusted=trusted, at=SOON)


def test_a_certificate_counts_while_it_was_in_force(signed):
    for at in (SOON - YEARS, SOON + YEARS):
        with pytest.raises(NotProven):
            proven(signed, trusted=[seal().certificate], at=at)


def test_a_key_is_read_from_pkcs12_with_its_password_alone():
    mine = seal()
    locked = BestAvailableEncryption(b"mot hai ba")
    content = pkcs12.serialize_key_and_certificates(
        b"htx", mine.key, mine.certificate, None, locked
    )

    assert opened(content, b"mot hai ba").certificate == mine.certificate
    for password in (None, b"", b"bon"):
        with pytest.raises(Unfit):
            opened(content, password)


@pytest.mark.parametrize("cut", ["PRIVATE KEY", "CERTIFICATE"])
def test_half_a_key_signs_nothing(cut):
    kept = [part for part in pem(TAX_CODE).split(b"-----END ") if cut.encode() not in part[:60]]

    with pytest.raises(Unfit):
        opened(b"-----END ".join(kept) or b"-----BEGIN")


def test_a_key_with_somebody_elses_certificate_signs_nothing():
    secret = pem(TAX_CODE).split(b"-----BEGIN CERTIFICATE")[0]
    other = b"-----BEGIN CERTIFICATE" + pem(OTHER_CODE).split(b"-----BEGIN CERTIFICATE")[1]

    with pytest.raises(Unfit, match="no certificate belongs"):
        opened(secret + other)
