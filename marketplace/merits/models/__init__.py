"""Score sheets as a decision gave them, and what producers say of themselves."""

from marketplace.merits.models.marks import SelfMark
from marketplace.merits.models.sheets import ScoreEdition, ScoreItem, ScoreOption, ScoreSheet

__all__ = ["ScoreEdition", "ScoreItem", "ScoreOption", "ScoreSheet", "SelfMark"]
