"""What is inside: the 26 OCOP criteria sets, how each is packed, and the words for icons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.art import palettes as inks
from catalog.art.palettes import Palette


@dataclass(frozen=True, slots=True)
class Kind:
    """How goods of one criteria set look on the shelf."""

    package: str
    kicker: str
    icon: str
    palettes: tuple[Palette, ...]


KINDS = {
    1: Kind("basket", "Rau quả tươi", "leafy-green", (inks.LEAF, inks.RICE, inks.TEA)),
    2: Kind("tray", "Tươi sống", "egg", (inks.CLAY, inks.SEA, inks.RICE)),
    3: Kind("sack", "Gạo & ngũ cốc", "sheaf-of-rice", (inks.RICE, inks.LEAF, inks.HONEY)),
    4: Kind("jar", "Mật ong & nông sản", "honey-pot", (inks.HONEY, inks.RICE, inks.CLAY)),
    5: Kind("box", "Bánh kẹo", "candy", (inks.CHILLI, inks.ROSE, inks.HONEY)),
    6: Kind("pouch", "Từ gạo & ngũ cốc", "steaming-bowl", (inks.RICE, inks.CLAY, inks.LEAF)),
    7: Kind("pouch", "Rau quả chế biến", "carrot", (inks.LEAF, inks.HONEY, inks.CLAY)),
    8: Kind("box", "Món chế biến", "shallow-pan-of-food", (inks.CHILLI, inks.CLAY, inks.SEA)),
    9: Kind("bottle", "Nước chấm", "fish", (inks.COFFEE, inks.CHILLI, inks.CLAY)),
    10: Kind("jar", "Gia vị", "garlic", (inks.CLAY, inks.CHILLI, inks.RICE)),
    11: Kind("caddy", "Chè", "teapot", (inks.TEA, inks.LEAF, inks.SAGE)),
    12: Kind("caddy", "Trà thảo mộc", "teacup-without-handle", (inks.SAGE, inks.HONEY, inks.TEA)),
    13: Kind("gusset", "Cà phê & ca cao", "hot-beverage", (inks.COFFEE, inks.CLAY)),
    14: Kind("flask", "Rượu trắng", "sheaf-of-rice", (inks.INDIGO, inks.CLAY, inks.TEA)),
    15: Kind("wine", "Rượu", "grapes", (inks.PLUM, inks.TEA, inks.CHILLI)),
    16: Kind("water", "Nước uống", "droplet", (inks.INDIGO, inks.SEA)),
    17: Kind("water", "Nước giải khát", "lime", (inks.SEA, inks.LEAF, inks.HONEY)),
    18: Kind("caddy", "Dược liệu", "herb", (inks.SAGE, inks.PLUM, inks.HONEY)),
    19: Kind("cream", "Mỹ phẩm thảo dược", "blossom", (inks.ROSE, inks.SAGE, inks.PLUM)),
    20: Kind("vial", "Tinh dầu & thảo dược", "herb", (inks.SAGE, inks.TEA, inks.CLAY)),
    21: Kind("plinth", "Thủ công mỹ nghệ", "amphora", (inks.CLAY, inks.INDIGO, inks.COFFEE)),
    22: Kind("cloth", "Vải & may mặc", "thread", (inks.INDIGO, inks.PLUM, inks.CHILLI)),
    23: Kind("pot", "Hoa", "cherry-blossom", (inks.ROSE, inks.PLUM, inks.LEAF)),
    24: Kind("pot", "Cây cảnh", "deciduous-tree", (inks.LEAF, inks.TEA, inks.SAGE)),
    25: Kind("plinth", "Sinh vật cảnh", "tropical-fish", (inks.SEA, inks.LEAF)),
    26: Kind("village", "Du lịch cộng đồng", "hut", (inks.SEA, inks.LEAF, inks.INDIGO)),
}
UNKNOWN = Kind("box", "Sản vật làng quê", "basket", (inks.RICE, inks.CLAY, inks.TEA))

# Syllables that mean something else inside these phrases ("nghệ" is turmeric, "mỹ nghệ" is craft).
ASIDE = (
    *("mỹ nghệ", "nghệ nhân", "nghệ an", "trà cổ", "trà bồng", "trà my", "trà vinh", "trà lĩnh"),
    *("cái hoa vàng", "lạc hồng", "đùi gà", "cá nhân", "mộc châu", "đồng rươi", "sơn trà"),
    *("tam đảo", "bánh tổ", "tôm một lá", "một tôm", "đường hoa", "cái rồng", "bến tre"),
)
# First match wins: what it is made of comes before what it is made into.
WORDS = tuple(
    (f" {word} ", icon)
    for icon, words in (
        ("thread", "thổ cẩm|thêu|lụa|dệt|vải lanh|tơ tằm"),
        ("coral", "đông trùng|rong biển|rong nho"),
        ("honey-pot", "mật ong|sữa ong chúa|phấn hoa"),
        ("squid", "mực"),
        ("jellyfish", "sứa"),
        ("oyster", "ngọc trai|hàu|hà treo|cơ trai|ngao|sò|nghêu|trai|bào ngư|tu hài"),
        ("fried-shrimp", "rươi"),
        ("shrimp", "tôm|tép|moi|bề bề"),
        ("crab", "ghẹ|cua|cáy|rạm"),
        ("spiral-shell", "ốc|sá sùng"),
        ("nest-with-eggs", "yến"),
        ("egg", "trứng"),
        ("fish", "cá|nước mắm|mắm"),
        ("rosette", "hoa vàng|hoa cúc|cúc"),
        ("cherry-blossom", "hoa đào"),
        ("hot-beverage", "cà phê|cafe|cacao|ca cao"),
        ("lotus", "sen"),
        ("lime", "chanh leo|chanh dây"),
        ("lemon", "chanh|bưởi"),
        ("tangerine", "cam|quýt|quất|hồng không hạt|hồng giòn|hồng treo gió|quả hồng"),
        ("pear", "ổi|quả lê|na|mãng cầu"),
        ("peach", "mơ|đào|mận|táo mèo"),
        ("grapes", "nho|dâu tằm|sim|mâm xôi|măng cụt"),
        ("strawberry", "dâu|dâu tây"),
        ("red-apple", "táo|lựu|thanh long"),
        ("cherries", "vải|vải thiều|nhãn|chôm chôm"),
        ("mango", "xoài"),
        ("banana", "chuối"),
        ("pineapple", "dứa|khóm"),
        ("watermelon", "dưa hấu"),
        ("cucumber", "dưa chuột|dưa leo|mướp|su su"),
        ("melon", "dưa|mít|sầu riêng"),
        ("avocado", "bơ"),
        ("coconut", "dừa"),
        ("hot-pepper", "ớt|tương ớt"),
        ("garlic", "tỏi"),
        ("onion", "hành"),
        ("ginger-root", "nghệ|gừng|ba kích|giềng|riềng|sâm|đương quy|curcumin|sắn dây"),
        ("leafy-green", "bắp cải"),
        ("carrot", "cà rốt|củ cải"),
        ("roasted-sweet-potato", "khoai lang|khoai|sắn|củ mài|hoài sơn"),
        ("tomato", "cà chua"),
        ("ear-of-corn", "ngô|bắp"),
        ("tamale", "bánh chưng|bánh gio|bánh tro|bánh tét|bánh cốc mò|bánh lá|măng|cơm lam"),
        ("brown-mushroom", "nấm|linh chi|mộc nhĩ"),
        ("chestnut", "hạt dẻ|dẻ|mắc ca|hạt điều|trám"),
        ("peanuts", "lạc|đậu phộng|phụng"),
        ("beans", "đậu|đỗ|vừng|mè"),
        ("salt", "muối"),
        ("rooster", "gà"),
        ("duck", "vịt|ngan|ngỗng"),
        ("pig", "lợn|heo"),
        ("water-buffalo", "trâu"),
        ("cow", "bò"),
        ("goat", "dê|cừu"),
        ("cut-of-meat", "khau nhục|thịt|giò|chả|nem|lạp xưởng|xúc xích|ruốc"),
        ("glass-of-milk", "sữa|phô mai"),
        ("steaming-bowl", "miến|bún|phở|mỳ|mì|bánh đa|bánh canh|hủ tiếu|cháo"),
        ("teapot", "chè|sencha|shan tuyết|matcha"),
        ("teacup-without-handle", "trà"),
        ("cooked-rice", "gạo|cơm|nếp"),
        ("sheaf-of-rice", "lúa|men lá|cốm"),
        ("rice-cracker", "bánh"),
        ("candy", "kẹo|mứt|ô mai"),
        ("droplet", "nước khoáng|nước lọc|nước uống|nước tinh khiết"),
        ("soap", "xà phòng|xà bông"),
        ("lotion-bottle", "dầu gội|kem|sữa tắm|nước rửa"),
        ("wood", "quế|trầm|gỗ|hồi"),
        ("prayer-beads", "vòng|chuỗi hạt|trang sức"),
        ("tanabata-tree", "tre|trúc"),
        ("red-paper-lantern", "đèn|đèn lồng"),
        ("basket", "mây|giỏ|đan|cói|lục bình"),
        ("amphora", "gốm|sứ"),
        ("scarf", "khăn"),
        ("tulip", "tulip|hoa ly"),
        ("rose", "hoa hồng"),
        ("hibiscus", "phong lan|hoa lan"),
        ("cherry-blossom", "hoa"),
        (
            "herb",
            "cây|cà gai leo|giảo cổ lam|thìa canh|đinh lăng|tràm|sả|phát lộc|mía|lá|chùm ngây",
        ),
        ("leafy-green", "rau|cải"),
    )
    for word in words.split("|")
)
SEASIDE_ICONS = {"squid", "oyster", "shrimp", "crab", "fish", "jellyfish", "tropical-fish", "salt"}
SEASIDE_PLACES = (
    "biển|đảo|hạ long|vân đồn|cô tô|móng cái|trà cổ|cái rồng|quảng yên|hải hà"
    "|phú quốc|lý sơn|nha trang|cát bà|sá sùng"
)
SEASIDE_WORDS = tuple(f" {place} " for place in SEASIDE_PLACES.split("|"))


def kind_of(set_no: int) -> Kind:
    """How goods of the criteria set (1 to 26) are packed; a plain box for a set we do not know."""
    return KINDS.get(set_no, UNKNOWN)


def icon_for(name: str, kind: Kind) -> str:
    """The icon the name speaks of, by whole words ("trà" is not in "tràm"), else the kind's own."""
    said = _said(name)
    for phrase in ASIDE:
        said = said.replace(f" {phrase} ", "  ")
    return next((icon for word, icon in WORDS if word in said), kind.icon)


def package_for(name: str, set_no: int) -> str:
    """The package: by criteria set, but floss goes in jars and liquids of any set in bottles."""
    said = _said(name)
    if set_no in {8, 4} and any(word in said for word in (" ruốc ", " mật ong ", " mắm ", " yến ")):
        return "jar"
    if set_no == 20:  # noqa: PLR2004 - essential oils and other herbs
        return "vial" if " dầu " in said else "caddy"
    return "bottle" if " dầu " in said and set_no in {7, 10} else kind_of(set_no).package


def is_seaside(name: str, set_no: int) -> bool:
    """Whether the goods come from the sea, so that islands stand behind them and not hills."""
    kind = kind_of(set_no)
    said = _said(name)
    from_water = icon_for(name, kind) in SEASIDE_ICONS
    return from_water or any(place in said for place in SEASIDE_WORDS)


def _said(name: str) -> str:
    """The name in small letters with every word between single spaces."""
    words = re.findall(r"[^\W_]+", name.lower())
    return f" {' '.join(words)} "
