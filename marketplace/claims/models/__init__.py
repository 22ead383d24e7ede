"""Claims, what they ask for, their photos and steps, and what came back."""

from marketplace.claims.models.claims import Claim, ClaimedLine, ClaimPhoto, ClaimStep
from marketplace.claims.models.returns import ReturnedItem

__all__ = ["Claim", "ClaimPhoto", "ClaimStep", "ClaimedLine", "ReturnedItem"]
