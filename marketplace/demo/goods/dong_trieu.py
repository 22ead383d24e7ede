"""What HTX Mẫu Đông Triều makes: sticky rice, guavas, rice spirit and pottery."""

from marketplace.demo.cards import Good, Making, Pack, Star

ALCOHOL = "Uống rượu, bia có thể gây hại cho sức khỏe. Không bán cho người dưới 18 tuổi."

GOODS = (
    Good(
        name="Gạo nếp cái hoa vàng",
        name_en="Golden-flower sticky rice",
        criteria_set=3,
        description=(
            "Giống nếp cũ, mỗi năm một vụ, trổ bông có nhị vàng nên người làng gọi là hoa vàng. "
            "Hạt tròn, dẻo lâu, đồ xôi thơm từ ngõ. Gói bánh chưng để mấy ngày vẫn mềm."
        ),
        description_en=(
            "An old variety with one harvest a year, named for its yellow stamens. Round grains "
            "that stay soft; steaming, it can be smelt from the lane. Tết cakes keep tender for "
            "days."
        ),
        ingredients="100 % gạo nếp cái hoa vàng",
        storage="Nơi khô thoáng, túi kín.",
        usage="Vo nhẹ, ngâm 6 giờ, đồ xôi 30 phút.",
        standard="TCVN 11888:2017 (gạo trắng)",
        shelf_life_days=270,
        yield_bp=6_500,
        making=Making(origin="paddy", workshop="house", processing_after=4, packing_after=6),
        packs={
            "nep-2000": Pack(
                name="Túi 2 kg", net=2_000, gross=2_040, price=90_000, gtin="09520001050015"
            ),
            "nep-5000": Pack(
                name="Túi 5 kg", net=5_000, gross=5_080, price=215_000, gtin="09520001050022"
            ),
        },
        star=Star(stars=3, number="10", days_ago=830),
    ),
    Good(
        name="Ổi lê vườn",
        name_en="Garden guavas",
        criteria_set=1,
        description=(
            "Ổi bọc từng quả từ lúc nhỏ, hái buổi sáng, chiều lên xe. Quả giòn, ít hạt, thơm nhẹ. "
            "Vườn cho quả quanh năm nên tuần nào cũng có lứa mới."
        ),
        description_en=(
            "Each fruit is bagged while small, picked in the morning and on the road by afternoon: "
            "crisp, few seeds, lightly scented. The garden bears all year, so every week brings a "
            "new picking."
        ),
        ingredients="Ổi lê tươi",
        storage="Ngăn mát 8–10 °C.",
        usage="Rửa sạch, ăn tươi.",
        standard="TCCS mẫu 13",
        warning="Hàng tươi: nhận xin mở ra ngay và giữ mát.",
        shelf_life_days=12,
        yield_bp=9_500,
        making=Making(origin="garden", workshop="house", processing_after=0, packing_after=0),
        packs={"oi-2000": Pack(name="Hộp 2 kg", net=2_000, gross=2_200, price=70_000)},
    ),
    Good(
        name="Rượu nếp cái hoa vàng",
        name_en="Sticky rice spirit",
        criteria_set=14,
        description=(
            "Nấu từ nếp nhà với men lá, chưng cất hai lần trong nồi đồng rồi để chum một năm. "
            "Rượu trong, êm, thơm mùi cơm mới. Dành cho bữa giỗ, bữa Tết, uống có chừng."
        ),
        description_en=(
            "Our own sticky rice and leaf yeast, distilled twice in copper and rested in jars for "
            "a year. Clear and soft, it smells of new rice; for feast days, in moderation."
        ),
        ingredients="Gạo nếp cái hoa vàng, men lá; 35 % vol",
        storage="Nơi mát, tránh nắng, đậy kín.",
        usage="Dùng trong bữa ăn, có chừng mực.",
        standard="TCVN 7043:2013 (rượu trắng)",
        warning=ALCOHOL,
        licence_number="GP-MẪU-02/BL",
        shelf_life_days=1_440,
        making=Making(origin="paddy", workshop="house", processing_after=20, packing_after=380),
        packs={
            "ruou-nep-500": Pack(
                name="Chai 500 ml",
                net=500,
                unit="ml",
                gross=950,
                price=150_000,
                gtin="09520001050039",
            ),
            "ruou-nep-1000": Pack(
                name="Chai 1 lít",
                net=1_000,
                unit="ml",
                gross=1_700,
                price=285_000,
                gtin="09520001050046",
            ),
        },
    ),
    Good(
        name="Bộ ấm chén men nâu",
        name_en="Brown-glazed tea set",
        criteria_set=21,
        description=(
            "Đất sét Đông Triều chuốt tay, tráng men tro rơm, nung một lửa nên mỗi bộ một sắc nâu. "
            "Ấm rót gọn nước, chén vừa lòng tay. Dùng lâu men lên nước, càng nhìn càng ấm."
        ),
        description_en=(
            "Đông Triều clay thrown by hand, glazed with straw ash and fired once, so every set "
            "has its own brown. The pot pours clean, the cups fit the palm, and the glaze deepens "
            "with the years."
        ),
        ingredients="Đất sét, men tro",
        storage="Nơi khô ráo.",
        usage="Tráng nước sôi trước lần dùng đầu; không dùng lò vi sóng.",
        standard="QCVN 12-4:2015/BYT (gốm sứ tiếp xúc thực phẩm)",
        making=Making(origin="clay", workshop="kiln", processing_after=10, packing_after=25),
        packs={
            "am-chen-5": Pack(name="Bộ 5 món", net=5, unit="cái", gross=1_900, price=480_000),
            "am-chen-7": Pack(name="Bộ 7 món", net=7, unit="cái", gross=2_400, price=650_000),
        },
        star=Star(stars=4, number="11", days_ago=150),
    ),
    Good(
        name="Bình hoa men ngọc",
        name_en="Celadon vase",
        criteria_set=21,
        description=(
            "Dáng bình cổ thon, men xanh ngọc rạn nhẹ như mặt sông mùa cạn. Cắm một cành đào, "
            "một bông sen là đủ sáng góc nhà."
        ),
        description_en=(
            "A slender neck and a celadon glaze, finely crackled like a river at low water. One "
            "peach branch or one lotus lights up the corner of a room."
        ),
        ingredients="Đất sét, men ngọc",
        storage="Nơi khô ráo.",
        usage="Lau bằng khăn mềm.",
        standard="TCCS mẫu 14",
        making=Making(origin="clay", workshop="kiln", processing_after=10, packing_after=28),
        packs={
            "binh-nho": Pack(name="Cỡ nhỏ, cao 18 cm", net=1, unit="cái", gross=900, price=260_000),
            "binh-vua": Pack(
                name="Cỡ vừa, cao 28 cm", net=1, unit="cái", gross=1_900, price=420_000
            ),
        },
    ),
)
