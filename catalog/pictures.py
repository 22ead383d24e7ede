"""Photographs people send: judged before they are decoded, then kept as bare pixels."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO

from PIL import Image

MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 16_383  # WebP holds no more
MASTER_SIDE = 2560
WIDTHS = (320, 640, 1280)
KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
TURNS = {  # EXIF 2.32, tag 0x0112: what undoes each way of holding the camera
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError),
    *(OverflowError, ZeroDivisionError, AttributeError, RuntimeError, struct.error),
)


class Refused(Exception):
    """A picture we do not take; `code` says why, the words are the caller's."""

    code = "refused"


class NotAPhoto(Refused):
    """Not a whole JPEG, PNG or WebP, or its name says another kind than its bytes."""

    code = "not_a_photo"


class Heic(NotAPhoto):
    """A HEIC of an iPhone, which nothing here can decode (ISO/IEC 23008-12, brands of ``ftyp``)."""

    code = "heic"


class TooManyPixels(Refused):
    """More than 25 million pixels, or a side longer than 16 383."""

    code = "too_many_pixels"


class TooLarge(Refused):
    """More than 10 MB."""

    code = "too_large"


class MovingPicture(Refused):
    """More than one frame."""

    code = "moving_picture"


@dataclass(frozen=True, slots=True)
class Photo:
    """Upright RGB pixels, at most 2560 on the longer side, with no word about where or by whom."""

    pixels: Image.Image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.size


def read_photo(stream: IO[bytes], *, name: str) -> Photo:
    """The photo in the stream, whose file name must agree with what it is.

    Raises `TooLarge`, `NotAPhoto` (`Heic`), `TooManyPixels` or `MovingPicture`. Size and frames
    are read from the header: nothing is decoded that would not be kept (OWASP File Upload).
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge
    kind = _kind(content, name=name)
    try:
        return _decode(content, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixels from bomb
    except BROKEN as broken:
        raise NotAPhoto from broken


def sizes(photo: Photo) -> dict[int, bytes]:
    """WebP pictures for widths of 320, 640 and 1280; a narrower photo keeps its own width."""
    return {width: _encode(_narrowed(photo.pixels, width)) for width in WIDTHS}


def _kind(content: bytes, *, name: str) -> str:
    """What the first bytes say it is, if the name says the same."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise Heic
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    signs = {
        "JPEG": content[:3] == b"\xff\xd8\xff",
        "PNG": content[:8] == b"\x89PNG\r\n\x1a\n",
        "WEBP": webp,
    }
    kind = KINDS.get(PurePath(name).suffix.lower(), "")
    if not signs.get(kind):
        raise NotAPhoto
    return kind


def _decode(content: bytes, kind: str) -> Photo:
    if kind != "JPEG":  # opening a WebP already lays out its whole canvas, so look before
        _judge_size(*_promised_size(content))
    with Image.open(BytesIO(content), formats=[kind]) as picture:
        _judge_size(*picture.size)
        # A phone's JPEG may carry a preview or depth map behind the photo: that does not move.
        if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
            raise MovingPicture
        picture.draft(None, (MASTER_SIDE, MASTER_SIDE))
        picture.load()
        turn = TURNS.get(_orientation(picture))
        upright = _bare(picture)
    upright.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS)
    return Photo(upright.transpose(turn) if turn is not None else upright)


def _judge_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise TooManyPixels


def _promised_size(content: bytes) -> tuple[int, int]:
    """Width and height from the first chunk of a PNG (IHDR) or WebP (RFC 9649, 2.5 to 2.7)."""
    if content[:4] == b"\x89PNG":
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    chunk, start = content[12:16], content[20:30]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(start[4:7], "little"), 1 + int.from_bytes(start[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(start[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", start[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _orientation(picture: Image.Image) -> int:
    """How the camera was held; 1, upright, when the note about it is missing or damaged."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _bare(picture: Image.Image) -> Image.Image:
    """A copy of the pixels in RGB on white: no EXIF, XMP, ICC profile or comment comes along."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    layer = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    bare = Image.new("RGB", layer.size, "white")
    bare.paste(layer, mask=layer if layer.mode == "RGBA" else None)
    return bare


def _narrowed(pixels: Image.Image, width: int) -> Image.Image:
    if pixels.width <= width:
        return pixels
    height = max(1, round(pixels.height * width / pixels.width))
    return pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)


def _encode(pixels: Image.Image) -> bytes:
    out = BytesIO()
    pixels.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
