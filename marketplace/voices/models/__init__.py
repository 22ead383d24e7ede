"""Reviews, questions, what is hidden of them and why, and how a producer may be reached."""

from marketplace.voices.models.contacts import Contact
from marketplace.voices.models.flags import Flag
from marketplace.voices.models.hidings import Hiding, HidingReason
from marketplace.voices.models.questions import Question
from marketplace.voices.models.reviews import Review, ReviewPhoto, Wording

__all__ = [
    "Contact",
    "Flag",
    "Hiding",
    "HidingReason",
    "Question",
    "Review",
    "ReviewPhoto",
    "Wording",
]
