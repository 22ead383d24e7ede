"""What is made, where, by whom, and which council decision gave it stars."""

from catalog.models.amendments import Amendment
from catalog.models.consents import Consent
from catalog.models.gate import Fact, SellerPaper, SellerRule
from catalog.models.kinds import CriteriaSet, Policy, ProductGroup, Shelf
from catalog.models.places import Commune, CommuneAlias, Province
from catalog.models.producers import Claim, Membership, Officer, Producer
from catalog.models.products import Pack, Photo, Product, TradeItem
from catalog.models.recognitions import Recognition
from catalog.models.successions import Succession
from catalog.models.words import Synonym, Word

__all__ = [
    "Amendment",
    "Claim",
    "Commune",
    "CommuneAlias",
    "Consent",
    "CriteriaSet",
    "Fact",
    "Membership",
    "Officer",
    "Pack",
    "Photo",
    "Policy",
    "Producer",
    "Product",
    "ProductGroup",
    "Province",
    "Recognition",
    "SellerPaper",
    "SellerRule",
    "Shelf",
    "Succession",
    "Synonym",
    "TradeItem",
    "Word",
]
