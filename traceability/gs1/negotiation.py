"""Which of several links of one type suits a request best, by its languages and media types.

RFC 9110 section 12.5: `Accept` and `Accept-Language`, each wish with a weight from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from traceability.gs1.linkset import Link

ANYTHING = 1.0
UNSAID = 0.001  # a link that does not say suits better than one that says otherwise
Wishes = Sequence[tuple[str, float]]


def wishes(header: str) -> list[tuple[str, float]]:
    """The wishes of a header in small letters, with their weights; a broken weight counts as 0."""
    found = []
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            found.append((name, _weight(parameters)))
    return found


def asks_for(accept: str, media: str) -> bool:
    """Whether a media type is wished for by its own name."""
    return any(name == media and weight > 0 for name, weight in wishes(accept))


def prefers(accept: str, media: str) -> bool:
    """Whether a media type is wished for by its own name, and no other one more."""
    named = {name: weight for name, weight in wishes(accept) if "*" not in name}
    return named.get(media, 0) > 0 and named[media] == max(named.values())


def best(links: Sequence[Link], *, accept: str, languages: str) -> list[Link]:
    """The links that suit best: one, or several that the request does not tell apart.

    A request that wishes for nothing is suited by all of them alike.
    """
    spoken, read = wishes(languages), wishes(accept)
    suits = {
        link: (_suits(link.languages, spoken, _speaks), _suits((link.media,), read, _reads))
        for link in links
    }
    most = max(suits.values(), default=None)
    return [link for link in links if suits[link] == most]


def _suits(told: Sequence[str], wished: Wishes, meets: Callable[[str, str], bool]) -> float:
    if not wished:
        return ANYTHING
    said = [one.lower() for one in told if one]
    wildcards = [weight for wish, weight in wished if wish in {"*", "*/*"}]
    if not said:
        return max([*wildcards, UNSAID])
    return max(_weight_of(one, wished, meets) for one in said)


def _weight_of(one: str, wished: Wishes, meets: Callable[[str, str], bool]) -> float:
    """The weight of the most exact wish that this meets: "text/html" before "text/*"."""
    met = [(wish.count("*"), -len(wish), weight) for wish, weight in wished if meets(one, wish)]
    return min(met)[2] if met else 0.0


def _speaks(language: str, wish: str) -> bool:
    """Whether both are one language: "vi" is what "vi-VN" wishes for, and the other way round."""
    return wish == "*" or language.partition("-")[0] == wish.partition("-")[0]


def _reads(media: str, wish: str) -> bool:
    start, _, rest = wish.partition("/")
    return wish in {"*/*", media} or (rest == "*" and media.startswith(f"{start}/"))


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
