"""The demo's lots: what was made, how much, how long ago. The oldest of a pack sells first."""

from marketplace.demo.cards import Batch

EXPIRED = "CM-01"
NEARLY_EXPIRED = "RH-01"
IN_PROGRESS = "HV-04"
NEARLY_SOLD_OUT = "SS-01"
RECALLED = "LV-00"
COUNTERSIGNED = "HV-01"

BATCHES = (
    Batch(pack="tra-hoa-20", code="HV-01", packs=60, packed_ago=52, is_tested=True),
    Batch(pack="tra-hoa-20", code="HV-03", packs=80, packed_ago=12, is_inspected=True),
    Batch(pack="tra-hoa-20", code="HV-05", packs=40, packed_ago=8, takes={"HS-01": 800}),
    Batch(pack="tra-hoa-50", code="HV-02", packs=30, packed_ago=40, is_tested=True),
    Batch(pack="tra-hoa-50", code=IN_PROGRESS, packs=0, packed_ago=0),
    Batch(pack="tra-la-40", code=RECALLED, packs=24, packed_ago=100),
    Batch(pack="tra-la-40", code="LV-01", packs=90, packed_ago=75),
    Batch(pack="ba-kich-200", code="BK-01", packs=45, packed_ago=60, is_inspected=True),
    Batch(pack="ba-kich-500", code="BK-02", packs=20, packed_ago=60),
    Batch(pack="ruou-ba-kich-500", code="RB-01", packs=48, packed_ago=33, is_tested=True),
    Batch(pack="mat-ong-350", code="MO-01", packs=50, packed_ago=95, is_tested=True),
    Batch(pack="mat-ong-700", code="MO-02", packs=24, packed_ago=95),
    Batch(pack="mang-250", code="MN-01", packs=36, packed_ago=80),
    Batch(pack="cha-muc-500", code=EXPIRED, packs=12, packed_ago=64),
    Batch(pack="cha-muc-500", code="CM-02", packs=60, packed_ago=6, is_tested=True),
    Batch(pack="cha-muc-1000", code="CM-03", packs=30, packed_ago=6),
    Batch(pack="ruoc-tom-200", code="RT-01", packs=40, packed_ago=25),
    Batch(pack="ruoc-hau-100", code=NEARLY_EXPIRED, packs=18, packed_ago=169),
    Batch(pack="ruoc-hau-100", code="RH-02", packs=60, packed_ago=20, is_tested=True),
    Batch(pack="ruoc-hau-200", code="RH-03", packs=40, packed_ago=20),
    Batch(pack="cha-ca-500", code="CC-01", packs=24, packed_ago=9),
    Batch(pack="sua-300", code="SU-01", packs=30, packed_ago=28),
    Batch(pack="muc-kho-300", code="MK-01", packs=50, packed_ago=45, is_inspected=True),
    Batch(pack="muc-kho-500", code="MK-02", packs=25, packed_ago=45),
    Batch(pack="muc-mot-nang-500", code="MT-01", packs=40, packed_ago=18),
    Batch(pack="nuoc-mam-500", code="NM-01", packs=90, packed_ago=70, is_tested=True),
    Batch(pack="nuoc-mam-1000", code="NM-02", packs=48, packed_ago=70),
    Batch(pack="ca-duoi-300", code="CD-01", packs=36, packed_ago=38),
    Batch(pack="sa-sung-100", code=NEARLY_SOLD_OUT, packs=6, packed_ago=55),
    Batch(pack="mien-500", code="MD-01", packs=90, packed_ago=48, is_inspected=True),
    Batch(pack="mien-1000", code="MD-02", packs=60, packed_ago=48),
    Batch(pack="mien-qua-2000", code="MD-03", packs=20, packed_ago=30, is_tested=True),
    Batch(pack="bot-dong-500", code="BD-01", packs=40, packed_ago=46, labels=12),
    Batch(pack="dau-so-250", code="DS-01", packs=30, packed_ago=90),
    Batch(pack="dau-so-500", code="DS-02", packs=18, packed_ago=90),
    Batch(pack="tinh-dau-hoi-10", code="TD-01", packs=60, packed_ago=65),
    Batch(pack="mat-ong-so-350", code="MS-01", packs=40, packed_ago=120),
    Batch(pack="nep-2000", code="NC-01", packs=80, packed_ago=15, is_inspected=True),
    Batch(pack="nep-5000", code="NC-02", packs=40, packed_ago=15),
    Batch(pack="oi-2000", code="OL-01", packs=30, packed_ago=1),
    Batch(pack="ruou-nep-500", code="RN-01", packs=36, packed_ago=35),
    Batch(pack="am-chen-5", code="AC-01", packs=15, packed_ago=28),
    Batch(pack="am-chen-7", code="AC-02", packs=10, packed_ago=28),
    Batch(pack="binh-nho", code="BH-01", packs=12, packed_ago=22),
    Batch(pack="binh-vua", code="BH-02", packs=8, packed_ago=22),
)
"""«rong-mut-50» and «ruou-nep-1000» have no lot: what has no harvest cannot be bought."""
