"""Importing the register: what comes in, what is refused, and that twice is once."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from accounts.models import Entry
from catalog.models import Pack, Producer, Product, Recognition
from catalog.register.rows import without_star_claims
from catalog.tables import DATA
from tests.factories import MIDDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

REGISTER = DATA / "register" / "products.csv"
HONEY = {
    "name_vi": "Mật ong Cúc Phương",
    "stars": "4",
    "recognised_year": "2024",
    "producer_name": "HTX Thử",
    "producer_type": "cooperative",
    "commune_or_ward": "Ba Chẽ",
    "province": "Quảng Ninh",
    "short_desc_vi": "Mật ong rừng; 4 sao năm 2024.",
    "typical_price_vnd": "250000",
    "source_url": "https://nguon.vn/mat-ong",
    "subgroup_no": "4",
    "province_new": "Tỉnh Quảng Ninh",
    "commune_new_code": "06970",
    "evidence": "star_stated",
    "shop_category": "Mật ong",
}
COLUMNS = next(csv.reader(io.StringIO(REGISTER.read_text(encoding="utf-8"))))


@pytest.fixture
def sheet(tmp_path):
    """Writes rows as a register CSV and says where."""

    def write(*rows, encoding="utf-8", columns=COLUMNS, delimiter=","):
        path = tmp_path / "register.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            lines = csv.DictWriter(file, columns, extrasaction="ignore", delimiter=delimiter)
            lines.writeheader()
            lines.writerows(rows)
        return path

    return write


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_register", str(path), stdout=out, stderr=err, **options)
    except CommandError as refusal:
        return out.getvalue() + err.getvalue() + str(refusal)
    return out.getvalue()


def test_the_whole_real_register_comes_in_as_unclaimed_listings():
    assert "173 mới, 0 đổi, 0 như cũ" in run(REGISTER)

    assert Product.objects.listed().count() == 173
    assert Producer.objects.claimed().count() == 0
    assert Pack.objects.count() == 0
    assert Recognition.objects.count() == 116
    assert Recognition.objects.filter(verified_at__isnull=False).count() == 0
    assert Recognition.objects.filter(evidence="").count() == 0


def test_importing_again_changes_nothing():
    run(REGISTER)
    before = list(Product.objects.order_by("pk").values())

    assert "0 mới, 0 đổi, 173 như cũ" in run(REGISTER)
    assert list(Product.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 173


def test_a_product_without_a_named_maker_goes_to_nobody_of_its_province(sheet):
    run(sheet(HONEY | {"producer_name": "", "producer_type": ""}))

    producer = Producer.objects.get()
    assert producer.name == "Chưa rõ chủ thể (tỉnh Quảng Ninh)"
    assert producer.kind == Producer.Kind.UNKNOWN


def test_what_a_row_tells_is_kept_without_its_price_and_its_praise(sheet):
    run(sheet(HONEY))

    product = Product.objects.select_related("commune", "shelf").get()
    assert product.description == "Mật ong rừng."
    assert product.origin_text == "Ba Chẽ, Quảng Ninh"
    assert (product.commune.name, product.shelf.name) == ("Xã Ba Chẽ", "Mật ong")
    assert list(product.packs.all()) == []
    stars = product.recognitions.get()
    assert (stars.stars, stars.reported_year, stars.verified_at) == (4, 2024, None)
    assert (stars.evidence, stars.source_url) == ("star_stated", "https://nguon.vn/mat-ong")


def test_a_dry_run_says_what_would_change_and_writes_nothing(sheet):
    run(sheet(HONEY))
    changed = HONEY | {"name_en": "Honey", "stars": "5"}

    said = run(sheet(changed, HONEY | {"name_vi": "Trà"}), dry_run=True)

    assert "2: đổi · Mật ong Cúc Phương (name_en, stars)" in said
    assert "3: mới · Trà" in said
    assert "1 mới, 1 đổi, 0 như cũ" in said
    assert Product.objects.get().name_en == ""


def test_a_changed_row_is_mended_in_place(sheet):
    run(sheet(HONEY))
    product = Product.objects.get()

    run(sheet(HONEY | {"name_en": "Forest honey", "stars": "5"}))

    mended = Product.objects.get()
    assert (mended.pk, mended.slug, mended.name_en) == (product.pk, product.slug, "Forest honey")
    assert mended.recognitions.get().stars == 5
    assert " forest honey " in mended.searchable


def test_a_claimed_producer_keeps_its_own_words(sheet):
    run(sheet(HONEY))
    Producer.objects.update(claimed_at=MIDDAY)

    said = run(sheet(HONEY | {"short_desc_vi": "Chữ của người khác."}))

    assert "1 do chủ thể tự giữ" in said
    assert Product.objects.get().description == "Mật ong rừng."


def test_an_officers_verified_stars_outlive_the_next_import(sheet):
    run(sheet(HONEY))
    Recognition.objects.update(
        verified_at=MIDDAY, decision="1/QĐ", valid_from="2025-01-01", valid_until="2028-01-01"
    )

    run(sheet(HONEY | {"stars": "5", "name_en": "Honey"}))

    assert Recognition.objects.get().stars == 4
    assert Product.objects.get().name_en == "Honey"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_vi": " "}, "Dòng 3, cột name_vi: thiếu tên sản phẩm"),
        ({"stars": "2"}, "Dòng 3, cột stars: số sao là 3, 4, 5 hoặc để trống"),
        ({"stars": "４"}, "Dòng 3, cột stars: số sao là 3, 4, 5 hoặc để trống"),
        ({"recognised_year": "1999"}, "Dòng 3, cột recognised_year: năm công nhận từ 2018"),
        (
            {"province_new": "Hải Dương"},
            "Dòng 3, cột province_new: không có tỉnh, thành «Hải Dương»",
        ),
        ({"commune_new_code": "00004"}, "Dòng 3, cột commune_new_code: mã xã «00004»"),
        ({"subgroup_no": "27"}, "Dòng 3, cột subgroup_no: bộ tiêu chí là số từ 1 đến 26"),
        ({"shop_category": "Ô tô"}, "Dòng 3, cột shop_category: không có kệ hàng «Ô tô»"),
        ({"producer_type": "bank"}, "Dòng 3, cột producer_type: loại chủ thể là một trong"),
        ({"source_url": "javascript:alert(1)"}, "Dòng 3, cột source_url: nguồn phải là địa chỉ"),
        ({"name_vi": "=HYPERLINK(1)"}, "Dòng 3, cột name_vi: mở đầu như một công thức"),
        ({"producer_name": "x" * 201}, "Dòng 3, cột producer_name: dài quá 200 chữ"),
        ({}, "Dòng 3, cột name_vi: trùng với dòng 2"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_nothing_comes_in(sheet, wrong, said):
    other = {"name_vi": "Trà hoa vàng"} if wrong and "name_vi" not in wrong else {}

    told = run(sheet(HONEY, HONEY | other | wrong))

    assert said in told
    assert "Chưa nhập gì cả" in told
    assert Product.objects.count() == 0


def test_a_line_number_counts_lines_inside_cells(sheet):
    path = sheet(HONEY | {"short_desc_vi": "hai\ndòng"}, HONEY | {"stars": "9"})

    assert "Dòng 4, cột stars" in run(path)


def test_an_excel_csv_with_byte_order_mark_and_semicolons_is_read(sheet):
    assert "1 mới" in run(sheet(HONEY, encoding="utf-8-sig", delimiter=";"))
    assert Product.objects.get().name == "Mật ong Cúc Phương"


def test_another_encoding_is_refused_with_advice(sheet):
    assert "Tệp không phải UTF-8" in run(sheet(HONEY, encoding="utf-16"))


def test_missing_columns_are_named(sheet):
    columns = [column for column in COLUMNS if column not in {"stars", "evidence"}]

    assert "thiếu cột: stars, evidence" in run(sheet(HONEY, columns=columns))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("khong-co.csv", None, "Không thấy tệp"),
        ("bang.ods", b"x", "Chỉ đọc được tệp .csv và .xlsx"),
        ("bang.xlsx", b"khong phai zip", "tệp hỏng hoặc không phải XLSX"),
        ("rong.csv", b"", "thiếu cột"),
        ("lon.csv", b"x" * 5_000_001, "Tệp lớn quá 5 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_whole(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    assert said in run(path)


def test_a_spreadsheet_is_read_like_the_csv(tmp_path):
    book = Workbook()
    book.active.append(COLUMNS)
    numbers = {"stars": 4, "recognised_year": 2024.0, "subgroup_no": 4}
    book.active.append([(HONEY | numbers).get(column) for column in COLUMNS])
    book.save(tmp_path / "register.xlsx")

    assert "1 mới" in run(tmp_path / "register.xlsx")
    assert Product.objects.get().recognitions.get().reported_year == 2024


def test_a_formula_in_a_spreadsheet_is_refused_and_never_worked_out(tmp_path):
    book = Workbook()
    book.active.append(COLUMNS)
    row = HONEY | {"name_vi": '="Mật " & "ong"'}
    book.active.append([row.get(column) for column in COLUMNS])
    book.save(tmp_path / "register.xlsx")

    assert "Dòng 2, cột name_vi: mở đầu như một công thức" in run(tmp_path / "register.xlsx")


def test_star_claims_leave_a_description_and_its_other_words_stay():
    assert without_star_claims("Mực phơi khô, cấp lại 4 sao năm 2023.") == "Mực phơi khô."
    assert without_star_claims("OCOP 5 sao quốc gia.") == ""
    assert without_star_claims("Trà sao tay; nước xanh.") == "Trà sao tay; nước xanh."
