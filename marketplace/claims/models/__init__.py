"""Claims, what they ask for, their photos and steps, what came back, and the rules of the day."""

from marketplace.claims.models.claims import Claim, ClaimedLine, ClaimPhoto, ClaimStep
from marketplace.claims.models.returns import ReturnedItem
from marketplace.claims.models.rules import ClaimRule

__all__ = ["Claim", "ClaimPhoto", "ClaimRule", "ClaimStep", "ClaimedLine", "ReturnedItem"]
