"""Photographs people send: what is refused, and what is left of those we keep."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from catalog import pictures
from catalog.pictures import MovingPicture, NotAPhoto, Refused, TooLarge, TooManyPixels

ROOT = Path(__file__).resolve().parents[2]
SECRET = "20.953N107.067E"


def encoded(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read(content, name="ảnh.jpg"):
    return pictures.read_photo(BytesIO(content), name=name)


def half_red_half_blue(size=(400, 200)):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def with_gps(kind):
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 57.0, 10.8), 3: "E", 4: (107.0, 4.0, 1.2)})
    exif[0x8825] = exif.get_ifd(0x8825)
    return encoded(half_red_half_blue((1600, 800)), kind, exif=exif.tobytes())


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def exploding_png(side=10_000):
    """A hundred million white pixels in 25 kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def wide_webp():
    """A header that promises a canvas of 16 000 by 16 000 and nothing behind it."""
    side = (16_000 - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + side + side
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "b.PNG"), ("WEBP", "c.webp")]
)
def test_the_three_kinds_are_read(kind, name):
    assert read(encoded(half_red_half_blue(), kind), name).size == (400, 200)


def test_each_size_keeps_its_shape_and_is_webp():
    found = pictures.sizes(read(encoded(half_red_half_blue((2000, 1000)), "JPEG")))

    opened = {width: Image.open(BytesIO(content)) for width, content in found.items()}
    assert {width: (image.format, image.size) for width, image in opened.items()} == {
        320: ("WEBP", (320, 160)),
        640: ("WEBP", (640, 320)),
        1280: ("WEBP", (1280, 640)),
    }


def test_a_small_photo_is_never_enlarged():
    found = pictures.sizes(read(encoded(half_red_half_blue(), "PNG"), "a.png"))

    widths = {width: Image.open(BytesIO(content)).width for width, content in found.items()}
    assert widths == {320: 320, 640: 400, 1280: 400}


def test_a_master_is_no_larger_than_it_needs_to_be():
    assert read(encoded(Image.new("RGB", (5000, 4000)), "JPEG")).size == (2560, 2048)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_it_was_taken_is_gone_from_every_size(kind):
    content = with_gps(kind)
    assert SECRET.encode() in content
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)

    photo = read(content, f"a.{kind.lower()}")
    for derived in pictures.sizes(photo).values():
        assert SECRET.encode() not in derived
        assert b"EXIF" not in derived
        assert dict(Image.open(BytesIO(derived)).getexif()) == {}
    assert photo.pixels.info == {}


def test_comments_profiles_and_xmp_are_gone():
    options = {"comment": SECRET, "icc_profile": b"icc " + SECRET.encode(), "xmp": SECRET.encode()}
    content = encoded(half_red_half_blue(), "JPEG", **options)
    assert content.count(SECRET.encode()) == 3

    for derived in pictures.sizes(read(content)).values():
        assert SECRET.encode() not in derived


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (400, 200), (10, 100)),
        (2, (400, 200), (390, 100)),
        (3, (400, 200), (390, 100)),
        (4, (400, 200), (10, 100)),
        (5, (200, 400), (100, 10)),
        (6, (200, 400), (100, 10)),
        (7, (200, 400), (100, 390)),
        (8, (200, 400), (100, 390)),
    ],
)
def test_a_photo_stands_upright(orientation, size, red_at):
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = orientation

    photo = read(encoded(half_red_half_blue(), "JPEG", exif=exif.tobytes()))

    assert photo.size == size
    red, _, blue = photo.pixels.getpixel(red_at)
    assert red > 200 > blue


def test_more_than_ten_megabytes_is_too_large():
    with pytest.raises(TooLarge):
        read(b"\xff\xd8\xff" + bytes(pictures.MOST_BYTES))


def test_a_hundred_megapixels_in_few_bytes_are_refused():
    content = exploding_png()
    assert len(content) < 25_000

    with pytest.raises(TooManyPixels):
        read(content, "bomb.png")


@pytest.mark.parametrize("bomb", [exploding_png, wide_webp])
def test_a_bomb_is_refused_without_room_to_decode_it(bomb, tmp_path):
    """The child may take 60 MB more than it starts with; one decoded bomb takes 100 MB or more."""
    path = tmp_path / ("bomb.png" if bomb is exploding_png else "bomb.webp")
    path.write_bytes(bomb())
    script = f"""
import resource, sys
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from catalog import pictures
Image.init()
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + 60_000_000,) * 2)
try:
    pictures.read_photo(open({str(path)!r}, "rb"), name={path.name!r})
except pictures.Refused as refusal:
    print(refusal.code)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("too_many_pixels\n", "")


def test_a_side_webp_cannot_hold_is_refused():
    with pytest.raises(TooManyPixels):
        read(encoded(Image.new("1", (20_000, 10)), "PNG"), "a.png")


def test_an_animation_is_a_moving_picture():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    for kind in ("PNG", "WEBP"):
        content = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
        with pytest.raises(MovingPicture):
            read(content, f"a.{kind.lower()}")


def test_a_phone_photo_with_a_second_picture_behind_it_is_one_photo():
    content = encoded(
        half_red_half_blue(), "MPO", save_all=True, append_images=[Image.new("RGB", (40, 20))]
    )
    assert Image.open(BytesIO(content)).n_frames == 2
    assert read(content).size == (400, 200)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "a.svg"),
        (SVG, "a.png"),
        (HTML, "a.jpg"),
        (b"", "a.jpg"),
        (b"\xff\xd8\xff" + HTML, "a.jpg"),
        (b"RIFF\0\0\0\0WEBP", "a.webp"),
        (encoded(Image.new("RGB", (9, 9)), "GIF"), "a.gif"),
        (encoded(Image.new("RGB", (9, 9)), "GIF"), "a.png"),
        (encoded(Image.new("RGB", (9, 9)), "PNG"), "a.jpg"),
        (encoded(Image.new("RGB", (9, 9)), "JPEG"), "a"),
        (encoded(half_red_half_blue(), "JPEG")[:-400], "a.jpg"),
        (encoded(half_red_half_blue(), "PNG")[:-60], "a.png"),
        (encoded(half_red_half_blue(), "WEBP")[:-60], "a.webp"),
    ],
)
def test_what_is_not_a_whole_photo_is_refused(content, name):
    with pytest.raises(NotAPhoto):
        read(content, name)


def test_every_refusal_carries_its_code():
    codes = {failure.code for failure in (NotAPhoto, TooManyPixels, TooLarge, MovingPicture)}
    assert codes == {"not_a_photo", "too_many_pixels", "too_large", "moving_picture"}


@pytest.mark.parametrize(
    ("image", "kind", "expected"),
    [
        (Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", (254, 0, 0)),
        (Image.new("RGB", (9, 9), "red").quantize(2), "PNG", (255, 0, 0)),
        (Image.new("RGBA", (9, 9), (255, 0, 0, 0)), "PNG", (255, 255, 255)),
        (Image.new("RGBA", (9, 9), (0, 0, 0, 51)), "PNG", (204, 204, 204)),
        (Image.new("LA", (9, 9), (0, 0)), "PNG", (255, 255, 255)),
        (Image.new("I;16", (9, 9), 0x8080), "PNG", (128, 128, 128)),
        (Image.new("L", (9, 9), 77), "PNG", (77, 77, 77)),
        (Image.new("1", (9, 9), 1), "PNG", (255, 255, 255)),
    ],
)
def test_every_way_of_writing_colour_becomes_rgb(image, kind, expected):
    photo = read(encoded(image, kind), f"a.{kind.lower()}")
    assert photo.pixels.mode == "RGB"
    assert photo.pixels.getpixel((4, 4)) == pytest.approx(expected, abs=1)


WHOLE = {kind: encoded(half_red_half_blue((60, 40)), kind) for kind in ("JPEG", "PNG", "WEBP")}


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    at=st.integers(0, 10_000),
    noise=st.binary(min_size=1, max_size=8),
)
def test_damage_is_refused_or_harmless_and_never_a_crash(kind, at, noise):
    content = bytearray(WHOLE[kind])
    at %= len(content)
    content[at : at + len(noise)] = noise
    try:
        photo = read(bytes(content), f"a.{kind.lower()}")
    except Refused:
        return
    assert set(pictures.sizes(photo)) == {320, 640, 1280}
