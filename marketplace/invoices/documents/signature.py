"""Signing an invoice, and proving who signed it: XMLDSig over ``DLHDon``, RSA with SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs12
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

DS = "http://www.w3.org/2000/09/xmldsig#"
PLACE = "DSCKS/NBan"
LONGEST_CHAIN = 4


class Unfit(ValueError):
    """What was given as a key or a certificate cannot sign this."""


class NotProven(Exception):
    """It is not signed, was changed since, or by somebody who is not trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A seller's key and certificate, and those that vouch for it."""

    key: RSAPrivateKey
    certificate: x509.Certificate
    chain: Sequence[x509.Certificate] = ()

    def refuse_unless_of(self, tax_code: str, *, at: datetime) -> None:
        """:class:`Unfit` unless it is in force, and made out to that tax code."""
        if not _is_in_force(self.certificate, at):
            raise Unfit("the certificate is not in force")
        told = [str(part.value) for part in self.certificate.subject]
        if not any(word.rpartition(":")[2].strip() == tax_code for word in told):
            raise Unfit("the certificate names another tax code")


def opened(content: bytes, password: bytes | None = None) -> Seal:
    """A seal out of PKCS#12, or of PEM with the key and then certificates; or :class:`Unfit`."""
    try:
        key, found = _parts(content, password)
    except (ValueError, TypeError) as problem:
        raise Unfit("the key cannot be read with this password") from problem
    if not isinstance(key, RSAPrivateKey) or not found:
        raise Unfit("an RSA key and its certificate are wanted")
    mine = [one for one in found if one.public_key() == key.public_key()]
    if not mine:
        raise Unfit("no certificate belongs to the key")
    return Seal(key=key, certificate=mine[0], chain=[one for one in found if one != mine[0]])


def _parts(content: bytes, password: bytes | None) -> tuple[object, list[x509.Certificate]]:
    if content.lstrip().startswith(b"-----BEGIN"):
        return load_pem_private_key(content, password), x509.load_pem_x509_certificates(content)
    key, certificate, more = pkcs12.load_key_and_certificates(content, password)
    return key, [*([certificate] if certificate else []), *more]


def sign(root: etree._Element, seal: Seal) -> bytes:
    """The document with its seller's signature in ``DSCKS/NBan``; its ``DLHDon`` says what of."""
    place = root.find(PLACE)
    etree.SubElement(place, f"{{{DS}}}Signature", Id="placeholder", nsmap={None: DS})
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    signed = signer.sign(
        root,
        key=seal.key,
        cert=[seal.certificate, *seal.chain],
        reference_uri=f"#{root.find('DLHDon').get('Id')}",
        id_attribute="Id",
    )
    return bytes(etree.tostring(signed, xml_declaration=True, encoding="UTF-8"))


def proven(signed: bytes, *, trusted: Iterable[x509.Certificate], at: datetime) -> x509.Certificate:
    """Whose signature it is: over all of ``DLHDon``, vouched for by who is trusted.

    Anything else is :class:`NotProven`. ``at`` is when it was signed: certificates end, what
    they signed stays.
    """
    root = _parsed(signed)
    found = _certificates(root)
    if not found:
        raise NotProven("there is no signature")
    if not _is_vouched_for(found[0], found[1:], list(trusted), at):
        raise NotProven("nobody who is trusted vouches for the certificate")
    try:
        proof = XMLVerifier().verify(
            root,
            x509_cert=found[0].public_bytes(Encoding.PEM).decode(),
            id_attribute="Id",
            expect_config=SignatureConfiguration(
                location=f"./{PLACE}/",
                signature_methods=frozenset([SignatureMethod.RSA_SHA256]),
                digest_algorithms=frozenset([DigestAlgorithm.SHA256]),
            ),
        )
    except SignXMLException as problem:
        raise NotProven(str(problem)) from problem
    if not (isinstance(proof, VerifyResult) and _is_all_of_it(root, proof.signed_xml)):
        raise NotProven("something else than the invoice was signed")
    return found[0]


def _parsed(signed: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(signed, parser)
    except etree.XMLSyntaxError as problem:
        raise NotProven("it is no XML") from problem


def _certificates(root: etree._Element) -> list[x509.Certificate]:
    texts = root.findall(f"{PLACE}/{{{DS}}}Signature//{{{DS}}}X509Certificate")
    try:
        return [
            x509.load_pem_x509_certificate(
                f"-----BEGIN CERTIFICATE-----\n{(one.text or '').strip()}\n"
                "-----END CERTIFICATE-----\n".encode()
            )
            for one in texts
        ]
    except ValueError as problem:
        raise NotProven("a certificate cannot be read") from problem


def _is_vouched_for(
    one: x509.Certificate,
    chain: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    at: datetime,
) -> bool:
    """Trusted, issued by somebody trusted, or by somebody in the chain of whom that holds."""
    for _step in range(LONGEST_CHAIN):
        if not _is_in_force(one, at):
            return False
        if any(one == by or _issued(one, by) for by in trusted):
            return True
        above = [by for by in chain if by != one and _issued(one, by) and _is_an_issuer(by)]
        if not above:
            return False
        one = above[0]
    return False


def _issued(one: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_an_issuer(one: x509.Certificate) -> bool:
    try:
        return one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _is_in_force(one: x509.Certificate, at: datetime) -> bool:
    return one.not_valid_before_utc <= at <= one.not_valid_after_utc


def _is_all_of_it(root: etree._Element, signed: etree._Element | None) -> bool:
    """There is one ``DLHDon``, and it is what was signed."""
    bodies = root.findall("DLHDon")
    if signed is None or len(bodies) != 1 or len(list(root.iter("DLHDon"))) != 1:
        return False
    same = etree.tostring(signed, method="c14n"), etree.tostring(bodies[0], method="c14n")
    return bool(same[0] == same[1])


def holder(certificate: x509.Certificate) -> str:
    """Whom a certificate names, for people to read."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
