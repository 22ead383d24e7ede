"""Reading codes back: good ones pass, a spoilt one is named."""

from tests.traceability.prints import PREFIX, job, serials
from traceability import qr
from traceability.labels import reading
from traceability.serials import ALPHABET, LENGTH


class Spoilt(qr.Batch):
    """Draws one serial as another: the fault that nobody sees."""

    def codes(self, tails):
        return super().codes("2222222222" if tail == serials(5)[3] else tail for tail in tails)


def test_good_codes_are_read_as_their_addresses():
    assert list(reading.misread(job().batch, serials(20))) == []


def test_a_code_that_says_something_else_is_named():
    batch = Spoilt(PREFIX, LENGTH, ALPHABET, mask=0)

    assert list(reading.misread(batch, serials(5))) == [serials(5)[3]]


def test_a_code_that_is_no_code_is_named():
    class Blank(qr.Batch):
        def codes(self, tails):
            return (0 for _tail in tails)

    batch = Blank(PREFIX, LENGTH, ALPHABET, mask=0)

    assert list(reading.misread(batch, serials(2))) == serials(2)


def test_what_is_read_is_what_is_drawn_with_its_quiet_zone():
    batch = job().batch
    picture = reading.picture(batch, batch.code("K7M2X9QWRA"))
    small = picture.resize((37, 37), 0)

    inside = [[small.getpixel((x, y)) == 0 for x in range(4, 33)] for y in range(4, 33)]
    assert picture.size == (148, 148)
    assert inside == batch.matrix(batch.code("K7M2X9QWRA"))
    assert {small.getpixel((x, 3)) for x in range(37)} == {255}
