"""Users, where they are signed in, what they agreed to and did, and the messages to them."""

from accounts.models.consents import Consent
from accounts.models.journal import Entry, label
from accounts.models.messages import Attempt, Message, Unsubscription
from accounts.models.people import User, UserManager
from accounts.models.sessions import Session
from accounts.models.tallies import Tally

__all__ = [
    "Attempt",
    "Consent",
    "Entry",
    "Message",
    "Session",
    "Tally",
    "Unsubscription",
    "User",
    "UserManager",
    "label",
]
