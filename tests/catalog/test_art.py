"""Label art: the right package and icon, every letter printed, the same picture every time."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from catalog.art import draw, draw_emblem, goods, icons, lettering, raster
from catalog.art.displays import DISPLAYS
from catalog.art.drawing import CAPTION
from catalog.art.emblems import initials
from catalog.art.labels import STAR
from catalog.art.palettes import mix, settle
from catalog.art.vessels import VESSELS

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Nước mắm cốt cá cơm ủ chượp truyền thống mười hai tháng Cái Rồng Vân Đồn "
    "hộ bà Nguyễn Thị Hường"
)
INK = goods.kind_of(6).palettes[0]
# Every letter of the alphabet with every tone, small and capital.
ALPHABET = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def words(svg):
    """What the drawing says, line by line."""
    return [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]


def said(name, set_no):
    """The name as the label says it."""
    lines = words(draw(name=name, set_no=set_no, seed="1"))[:-1]
    return " ".join(line for line in lines if line != goods.kind_of(set_no).kicker.upper())


def icon(name, set_no=0):
    return goods.icon_for(name, goods.kind_of(set_no))


def stars(svg):
    return svg.count(STAR)


def test_a_label_says_kind_name_and_that_it_is_no_photograph():
    svg = draw(name="Trà hoa vàng Ba Chẽ", set_no=12, seed="1")
    assert words(svg) == ["TRÀ THẢO MỘC", "Trà hoa", "vàng Ba Chẽ", CAPTION]
    assert CAPTION == "Hình minh họa – chưa có ảnh thật"


def test_the_same_seed_draws_the_same_picture_and_another_seed_another():
    one, same, other = (
        draw(name="Miến dong Bình Liêu", set_no=6, seed=seed, stars=5) for seed in ("7", "7", "8")
    )
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    ("given_stars", "shown"), [(0, 0), (3, 3), (4, 4), (5, 5), (-1, 0), (9, 5)]
)
def test_stars_are_shown_only_when_given(given_stars, shown):
    svg = draw(name="Miến dong", set_no=6, seed="1", stars=given_stars)
    assert stars(svg) == shown


@pytest.mark.parametrize(
    ("name", "set_no", "expected"),
    [
        ("Gốm sứ mỹ nghệ Đông Triều", 21, "amphora"),
        ("Tinh bột nghệ vàng", 18, "ginger-root"),
        ("Tinh dầu tràm Tiên Yên", 20, "herb"),
        ("Trà đinh lăng sấy lạnh", 12, "teacup-without-handle"),
        ("Ghẹ lột Trà Cổ", 2, "crab"),
        ("Nhang quế Trà Bồng", 20, "wood"),
        ("Nấm đùi gà", 1, "brown-mushroom"),
        ("Gà Tiên Yên", 2, "rooster"),
        ("Gạo nếp cái hoa vàng Đông Triều", 3, "cooked-rice"),
        ("Trà hoa vàng Ba Chẽ", 12, "rosette"),
        ("Gạo đồng rươi - Bắc thơm", 3, "cooked-rice"),
        ("Kẹo lạc hồng Chung Quy", 5, "candy"),
        ("Nước chanh leo", 17, "lime"),
        ("Dưa hấu", 1, "watermelon"),
        ("Chè Shan tuyết Hồng Thái (một tôm một lá)", 11, "teapot"),
        ("Bánh chưng cơm lông Hải Hà", 6, "tamale"),
        ("TRỨNG GÀ TÂN AN", 2, "egg"),
        ("Tacumin", 18, "herb"),
        ("Sản phẩm mới", 99, "basket"),
    ],
)
def test_an_icon_follows_whole_words(name, set_no, expected):
    assert icon(name, set_no) == expected


@pytest.mark.parametrize(
    ("name", "set_no", "expected"),
    [
        ("Nước mắm Cái Rồng", 9, "bottle"),
        ("Ruốc hàu Vân Đồn", 8, "jar"),
        ("Mật ong quất Tam Đảo", 8, "jar"),
        ("Chả mực Hạ Long", 8, "box"),
        ("Tinh dầu quế", 20, "vial"),
        ("Ba kích Ba Chẽ", 20, "caddy"),
        ("Dầu phụng tinh khiết", 7, "bottle"),
        ("Ổi Hoành Bồ", 1, "basket"),
        ("Sản phẩm mới", 0, "box"),
    ],
)
def test_a_package_follows_the_kind_of_goods(name, set_no, expected):
    assert goods.package_for(name, set_no) == expected


def test_goods_of_the_sea_stand_before_islands():
    assert goods.is_seaside("Mực một nắng Cô Tô", 8)
    assert goods.is_seaside("Tỏi đen Lý Sơn", 7)
    assert not goods.is_seaside("Miến dong Bình Liêu", 6)


def test_every_set_has_its_package_and_the_icons_bundled_are_those_drawn():
    assert sorted(goods.KINDS) == list(range(1, 27))
    assert {kind.package for kind in goods.KINDS.values()} <= {*VESSELS, *DISPLAYS}
    named = {kind.icon for kind in goods.KINDS.values()} | {icon for _, icon in goods.WORDS}
    village = {"hut", "house-with-garden", "deciduous-tree", "evergreen-tree", "sunflower"}
    assert named | village | {"basket"} == icons.names()


@pytest.mark.parametrize("set_no", range(1, 27))
def test_every_set_draws_and_prints(set_no):
    svg = draw(name="Ngũ Chỉ Sơn", set_no=set_no, seed="1", stars=3)

    picture = Image.open(BytesIO(raster(svg, width=160)))

    assert " ".join(words(svg)[1:-1]) == "Ngũ Chỉ Sơn"
    assert (picture.format, picture.size) == ("WEBP", (160, 160))


@pytest.mark.parametrize("letter", ALPHABET + ALPHABET.upper())
def test_every_vietnamese_letter_is_in_the_face(letter):
    assert lettering.clean(letter) == letter


def test_a_letter_with_its_mark_prints_unlike_the_letter_without():
    def printed(text):
        svg = lettering.write(text, x=40, y=60, size=50, fill="#000")
        sheet = f'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80">{svg}</svg>'
        return Image.open(BytesIO(raster(sheet, width=80))).convert("RGBA")

    for marked, bare in zip("ũỉơẽễậđ", "uioeead", strict=True):
        assert ImageChops.difference(printed(marked), printed(bare)).getbbox()


def test_letters_typed_apart_from_their_marks_are_composed():
    apart = "Tra\u0300 hoa va\u0300ng Ba Che\u0303"
    assert lettering.clean(apart) == "Trà hoa vàng Ba Chẽ"
    assert icon(lettering.clean(apart), 12) == "rosette"


def test_what_cannot_be_printed_is_left_out():
    assert lettering.clean("Trà \U0001f375 茶\x00\u202e xanh") == "Trà xanh"


def test_a_name_that_would_break_the_drawing_is_escaped():
    assert said("<b>Mật & ong</b>", 4) == "<b>Mật & ong</b>"


@pytest.mark.parametrize("set_no", [1, 2, 9, 12, 15, 21, 23, 26])
def test_a_very_long_name_is_said_in_full(set_no):
    assert len(LONG) > 80
    assert said(LONG, set_no) == LONG


def test_a_name_longer_than_any_label_ends_in_an_ellipsis():
    assert said("Miến dong " * 60, 6).endswith("…")


def test_one_word_too_wide_is_broken():
    assert said("M" * 60, 6).replace(" ", "") == "M" * 60


def test_a_name_of_nothing_gives_way_to_the_kind():
    assert words(draw(name="\x00", set_no=4, seed="1")) == [
        "MẬT ONG & NÔNG SẢN",
        "Mật ong &",
        "nông sản",
        CAPTION,
    ]


@pytest.mark.parametrize("name", ["Muối", "Nấm kim châm", "Mật ong rừng Bình Liêu", LONG])
def test_no_line_is_wider_than_the_label(name):
    svg = draw(name=name, set_no=6, seed="1")
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        if text.get("font-family") == "Lora":
            size = float(text.get("font-size"))
            assert lettering.length(text.text, size=size) <= VESSELS["pouch"](INK).label.width - 48


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=120), set_no=st.integers(-1, 30), seed=st.text(max_size=9))
def test_any_name_makes_a_whole_drawing(name, set_no, seed):
    svg = draw(name=name, set_no=set_no, seed=seed, stars=3)
    assert words(svg)[-1] == CAPTION
    assert stars(svg) == 3


@pytest.mark.parametrize("width", [320, 640])
def test_a_picture_is_light_enough_for_a_slow_line(width):
    picture = raster(draw(name="Miến dong Bình Liêu", set_no=6, seed="1", stars=5), width=width)
    assert len(picture) < 60 * width


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HTX Chè Hảo Đạt", "HĐ"),
        ("Công ty CP Ngọc trai Hạ Long", "HL"),
        ("Hộ kinh doanh", "KD"),
        ("Cơ sở rượu mơ Quang Vinh (ông Vũ Anh Tuấn)", "QV"),
        ("Bavabi", "B"),
        ("", "•"),
    ],
)
def test_an_emblem_bears_the_initials_of_the_name_proper(name, expected):
    assert initials(name) == expected
    assert words(draw_emblem(name=name, seed="1")) == [expected]


def test_an_emblem_is_the_same_every_time():
    one, same = (draw_emblem(name="HTX Mẫu Bình Liêu", seed="5") for _ in range(2))
    assert one == same
    assert Image.open(BytesIO(raster(one, width=96))).size == (96, 96)


def test_inks_are_mixed_and_settled():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#fff", "#000", 0) == "#ffffff"
    assert settle("#ff0000") == "#d52018"
