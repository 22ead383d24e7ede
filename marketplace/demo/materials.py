"""Raw material of HTX Mẫu Nà Làng: flowers of two mornings, dried together, packed bit by bit.

One yield speaks of flowers as picked; what is dried already counts as the flowers it came of.
"""

from marketplace.demo.cards import Care, Raw, Usual

STALL = "na-lang"
FLOWERS, DRIED = "Hoa trà hoa vàng tươi", "Hoa trà sấy, chưa gói"

CARE = (
    Care(
        spot="hill",
        stage="planting",
        days_ago=900,
        facts={"crop": "Trà hoa vàng", "variety": "Giống bản địa (mẫu)"},
    ),
    Care(
        spot="hill",
        stage="treating",
        days_ago=70,
        facts={"treatment": "fertilise", "substance": "Phân chuồng ủ hoai", "dose": "5 kg mỗi gốc"},
    ),
    Care(
        spot="hill",
        stage="treating",
        days_ago=30,
        facts={
            "treatment": "spray",
            "substance": "Chế phẩm dầu neem (mẫu)",
            "dose": "2 lít mỗi sào",
            "waitingDays": 7,
        },
    ),
)

RECIPES = (
    Usual(output=DRIED, name="Sấy thăng hoa", least=1_200, most=1_400, takes={FLOWERS: 1_000}),
    Usual(
        output="Trà hoa vàng sấy thăng hoa",
        name="Sấy thăng hoa rồi đóng hộp",
        least=1_100,
        most=1_400,
        takes={FLOWERS: 1_000, DRIED: 7_150},
    ),
)

RAWS = (
    Raw(code="HT-01", material=FLOWERS, spot="hill", amount=7_000, days_ago=11),
    Raw(code="HT-02", material=FLOWERS, spot="hill", amount=6_000, days_ago=10),
    Raw(
        code="HS-01",
        material=DRIED,
        spot="dryer",
        amount=1_750,
        days_ago=9,
        takes={"HT-01": 7_000, "HT-02": 5_800},
    ),
    Raw(
        code="HT-03",
        material="Hoa cúc chi khô",
        spot="store",
        amount=3_000,
        days_ago=4,
        supplier="Hộ mẫu ở xã bên",
    ),
    Raw(code="HT-04", material=FLOWERS, spot="hill", amount=4_500, days_ago=2),
)
