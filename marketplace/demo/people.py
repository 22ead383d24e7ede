"""Who can sign in to the demo. The names say «Mẫu»; nobody is meant."""

from marketplace.demo.cards import Guest, Person

PEOPLE = {
    "shopper": Person(
        phone="+84900000001",
        name="Trần Thị Mẫu Hoa",
        part="Người mua: giỏ hàng, đơn đã nhận, đơn đang đi",
        part_en="Shopper: basket, received and travelling orders",
    ),
    "na-lang": Person(
        phone="+84900000002",
        name="Triệu Thị Mẫu Lan",
        part="Chủ HTX Mẫu Nà Làng: lô hàng, tem, đơn cần đóng",
        part_en="Owner of HTX Mẫu Nà Làng: lots, labels, orders to pack",
    ),
    "na-lang-staff": Person(
        phone="+84900000003",
        name="Bàn Văn Mẫu Tài",
        part="Người làm ở HTX Mẫu Nà Làng: đóng gói",
        part_en="Staff of HTX Mẫu Nà Làng: packs parcels",
    ),
    "supporter": Person(
        phone="+84900000004",
        name="Lý Thị Mẫu Mai",
        part="Tổ công nghệ số cộng đồng: giúp Nà Làng và ông Chìu",
        part_en="Community digital team: helps Nà Làng and Mr Chìu",
    ),
    "ba-sau": Person(
        phone="+84900000005",
        name="Phạm Thị Mẫu Sáu",
        part="Chủ Cơ sở Mẫu Bà Sáu",
        part_en="Owner of Cơ sở Mẫu Bà Sáu",
    ),
    "co-to": Person(
        phone="+84900000006",
        name="Nguyễn Văn Mẫu Hải",
        part="Chủ HTX Mẫu Cô Tô",
        part_en="Owner of HTX Mẫu Cô Tô",
    ),
    "ong-chiu": Person(
        phone="+84900000007",
        name="Chìu Mẫu Sáng",
        part="Chủ Hộ Mẫu ông Chìu",
        part_en="Owner of Hộ Mẫu ông Chìu",
    ),
    "dong-trieu": Person(
        phone="+84900000008",
        name="Vũ Thị Mẫu Hằng",
        part="Chủ HTX Mẫu Đông Triều",
        part_en="Owner of HTX Mẫu Đông Triều",
    ),
    "province": Person(
        phone="+84900000009",
        name="Đỗ Văn Mẫu Tỉnh",
        part="Cán bộ tỉnh: duyệt nhận gian hàng, xác minh sao",
        part_en="Province officer: decides claims, verifies stars",
    ),
    "commune": Person(
        phone="+84900000010",
        name="Hoàng Thị Mẫu Xã",
        part="Cán bộ xã Ba Chẽ",
        part_en="Officer of Ba Chẽ commune",
    ),
    "operator": Person(
        phone="+84900000011",
        name="Người vận hành (mẫu)",
        part="Người vận hành chợ: trang điều hành",
        part_en="Operator of the market: admin",
        is_operator=True,
    ),
    "treasurer": Person(
        phone="+84900000013",
        name="Người đối soát (mẫu)",
        part="Người thứ hai duyệt tiền: đợt chi trả",
        part_en="The second pair of eyes on money: payout runs",
        is_operator=True,
    ),
    "claimant": Person(
        phone="+84900000012",
        name="Lê Thị Mẫu Cải",
        part="Người đang chờ nhận một gian hàng",
        part_en="Waits for a claimed stall to be approved",
    ),
}

STAFF = {"na-lang-staff": "na-lang"}
"""Who works at whose stall."""

SUPPORTERS = {"supporter": ("na-lang", "ong-chiu")}
"""Who helps which stalls, with their owners' consent."""

POSTS = {
    "province": ("", "Văn phòng điều phối OCOP tỉnh (mẫu)"),
    "commune": ("06970", "UBND xã Ba Chẽ (mẫu)"),
}
"""Officers: the commune by its code, or none for the whole province, and the office."""

BUYERS = {
    "shopper": Guest(
        name="Trần Thị Mẫu Hoa",
        phone="+84900000001",
        commune="06673",
        street="Số 5, ngõ Mẫu, phố Vườn Đào",
    ),
    "guest-ha-noi": Guest(
        name="Nguyễn Văn Mẫu Khách",
        phone="+84900000021",
        commune="00070",
        street="Số 10, phố Mẫu",
    ),
    "guest-cam-pha": Guest(
        name="Bùi Thị Mẫu Thảo",
        phone="+84900000022",
        commune="06793",
        street="Tổ 3, khu Mẫu",
    ),
    "guest-mong-cai": Guest(
        name="Phùn Văn Mẫu Lộc",
        phone="+84900000023",
        commune="06712",
        street="Số 7, khu Mẫu",
    ),
}
"""Where parcels go; those who are not in PEOPLE buy as guests."""
