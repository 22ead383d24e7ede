"""Users, the journal of what they did, and the messages sent to them."""

from accounts.models.journal import Entry, label
from accounts.models.messages import Attempt, Message, Unsubscription
from accounts.models.people import User, UserManager
from accounts.models.tallies import Tally

__all__ = [
    "Attempt",
    "Entry",
    "Message",
    "Tally",
    "Unsubscription",
    "User",
    "UserManager",
    "label",
]
