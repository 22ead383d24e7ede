"""What goods cost that are weighed when they are packed: never more than agreed. No Django here."""


def owed_back(*, paid: int, reckoned: int, weighed: int) -> int:
    """Đồng owed back of ``paid`` when so many grams were reckoned with, and so many are there.

    What is kept is rounded down: the buyer has the last đồng. More than reckoned is a present.
    """
    if weighed >= reckoned:
        return 0
    return paid - paid * weighed // reckoned
