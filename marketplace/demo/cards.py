"""What the demo is written on: one small card for each person, stall, good, lot and order.

Days are counted back from the day of seeding, so that the demo is always of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PASSWORD = "cho-goc-mau"  # noqa: S105 (everybody may know it: this market is a demonstration)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can sign in with :data:`PASSWORD`; ``part`` says what to try as them."""

    phone: str
    name: str
    part: str
    part_en: str
    is_operator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of a stall; its position is coarse, as the public may see it.

    A GLN begins with 952, which GS1 keeps for demonstrations; most places have none.
    """

    name: str
    kind: str
    latitude: str
    longitude: str
    gln: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """A fictional producer. ``owner`` is a key of PEOPLE, or empty while nobody has claimed it."""

    name: str
    kind: str
    commune: str
    address: str
    story: str
    story_en: str
    owner: str = ""
    spots: Mapping[str, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What is sold: net content in base units, gross weight in grams, price in đồng."""

    name: str
    net: int
    gross: int
    price: int
    unit: str = "g"
    gtin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """A fictional decision ``QĐ-MẪU-<number>/<year>``; unverified when ``number`` is empty."""

    stars: int
    days_ago: int
    number: str = ""
    level: str = "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a good comes about: from which spot to which, and the days each stage takes."""

    origin: str
    workshop: str
    processing_after: int = 1
    packing_after: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A product of a stall with its packs, each under the key that lots and orders use."""

    name: str
    name_en: str
    criteria_set: int
    description: str
    description_en: str
    ingredients: str
    storage: str
    usage: str
    standard: str
    making: Making
    packs: Mapping[str, Pack]
    shelf_life_days: int | None = None
    yield_bp: int = 10_000
    warning: str = ""
    licence_number: str = ""
    declaration_number: str = ""
    star: Star | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A lot to be: ``packs`` of a pack, packed so many days ago; unfinished when there are none.

    ``takes`` are base units of raw lots, by code, for what is not harvested straight into the lot.
    """

    pack: str
    code: str
    packs: int
    packed_ago: int
    labels: int | None = None
    is_inspected: bool = False
    is_tested: bool = False
    takes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A lot of raw material to be: grown at a spot, bought, or made of others by their codes."""

    code: str
    material: str
    spot: str
    amount: int
    days_ago: int
    takes: Mapping[str, int] = field(default_factory=dict)
    supplier: str = ""
    unit: str = "g"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """A recipe: what comes out of 10,000 base units at least and at most, and what goes in.

    ``output`` is a good or a material by name; ``takes`` are thousandths each material counts.
    """

    output: str
    name: str
    least: int
    most: int
    takes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What was planted at a spot, or how it was cared for; ``facts`` under our vocabulary."""

    spot: str
    stage: str
    days_ago: int
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """An order to be, and how far it has come.

    ``buyer`` is a key of BUYERS; ``until`` the state it reaches; ``minutes_ago``
    when it was placed, in the morning of its day once that is days ago. Of ``missing``
    packs fewer are sent. ``in_two`` parcels: of an order that is ``half_sent`` one is gone.
    """

    key: str
    buyer: str
    packs: Mapping[str, int]
    until: str
    minutes_ago: int
    note: str = ""
    missing: Mapping[str, int] = field(default_factory=dict)
    in_two: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the buyer of a purchase says of one pack, so many days after it was placed."""

    purchase: str
    pack: str
    score: int
    text: str
    answer: str = ""
    by_name: bool = False
    days_after: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody of BUYERS asks about the good of a pack."""

    buyer: str
    pack: str
    text: str
    days_ago: int
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who buys without an account, or where an account's parcels go."""

    name: str
    phone: str
    commune: str
    street: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What the buyer of a purchase claims of one pack of it, so many hours before now.

    With ``offered`` (đồng) the producer answers a day later and the buyer agrees; else it waits.
    """

    purchase: str
    pack: str
    kind: str
    words: str
    hours_ago: int
    offered: int = 0
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What one side of a purchase wrote to the other, so many hours before now."""

    purchase: str
    side: str
    words: str
    hours_ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A voucher of so many đồng; of the market where no stall is named."""

    code: str
    kind: str
    amount: int
    least_spend: int
    stall: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """A gift set: so many of each pack, by its key."""

    title: str
    words: str
    pieces: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """What a stall tells of its work."""

    stall: str
    title: str
    text: str
