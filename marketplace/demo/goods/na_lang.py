"""What HTX Mẫu Nà Làng makes: golden camellia tea, ba kích, honey and bamboo shoots."""

from marketplace.demo.cards import Good, Making, Pack, Star

ALCOHOL = "Uống rượu, bia có thể gây hại cho sức khỏe. Không bán cho người dưới 18 tuổi."

GOODS = (
    Good(
        name="Trà hoa vàng sấy thăng hoa",
        name_en="Freeze-dried golden camellia flowers",
        criteria_set=12,
        description=(
            "Những bông trà hoa vàng hái lúc vừa hé, sấy thăng hoa nên giữ nguyên dáng hoa và màu "
            "vàng nắng. Thả hai ba bông vào chén nước nóng, hoa nở lại như còn trên cành, nước "
            "vàng trong, vị thanh và hậu ngọt. Một hộp nhỏ đủ cho nhiều buổi chiều ngồi với bạn."
        ),
        description_en=(
            "Golden camellia flowers picked as they begin to open, freeze-dried so that they keep "
            "their shape and their sunny yellow. Drop two or three into a cup of hot water and "
            "they open again as if on the branch: clear, gentle, with a sweet finish."
        ),
        ingredients="100 % hoa trà hoa vàng",
        storage="Nơi khô mát, tránh nắng; mở ra thì đậy kín và dùng trong 3 tháng.",
        usage="2–3 bông với 200 ml nước 85 °C, hãm 5 phút; châm thêm 3–4 lần nước.",
        standard="TCCS mẫu 01",
        shelf_life_days=720,
        yield_bp=1_400,
        making=Making(origin="hill", workshop="dryer", processing_after=1, packing_after=2),
        packs={
            "tra-hoa-20": Pack(
                name="Hộp 20 g", net=20, gross=90, price=350_000, gtin="09520001010019"
            ),
            "tra-hoa-50": Pack(
                name="Hộp quà 50 g", net=50, gross=260, price=820_000, gtin="09520001010026"
            ),
        },
        star=Star(stars=5, number="01", days_ago=430, level="central"),
    ),
    Good(
        name="Trà lá hoa vàng túi lọc",
        name_en="Golden camellia leaf tea bags",
        criteria_set=12,
        description=(
            "Lá trà hoa vàng bánh tẻ, sao tay rồi đóng túi lọc để ai bận cũng pha được. "
            "Nước vàng nhạt, thơm mùi lá rừng, uống nóng hay thêm đá đều dịu."
        ),
        description_en=(
            "Golden camellia leaves, neither young nor old, pan-fired by hand and put into bags "
            "for busy days. A pale gold cup with the smell of forest leaves, hot or over ice."
        ),
        ingredients="100 % lá trà hoa vàng",
        storage="Nơi khô mát, tránh nắng.",
        usage="1 túi với 250 ml nước sôi, hãm 4 phút.",
        standard="TCVN 7975:2008 (chè thảo mộc túi lọc)",
        shelf_life_days=540,
        yield_bp=2_500,
        making=Making(origin="hill", workshop="dryer"),
        packs={
            "tra-la-40": Pack(
                name="Hộp 20 túi (40 g)", net=40, gross=95, price=85_000, gtin="09520001010033"
            )
        },
    ),
    Good(
        name="Ba kích khô rút lõi",
        name_en="Dried morinda root, cored",
        criteria_set=20,
        description=(
            "Củ ba kích tím trồng dưới tán rừng, đủ ba năm mới đào. Rửa sạch, rút lõi từng củ bằng "
            "tay rồi sấy nhẹ cho còn dẻo. Nhà nào ở Ba Chẽ cũng có một nắm để hầm gà ngày lạnh."
        ),
        description_en=(
            "Purple morinda root grown under the forest canopy and dug after three years. Washed, "
            "cored one by one by hand, then gently dried so that it stays supple. Every house in "
            "Ba Chẽ keeps a handful for chicken stew on cold days."
        ),
        ingredients="100 % củ ba kích tím đã rút lõi",
        storage="Túi kín, nơi khô mát; nên để ngăn mát sau khi mở.",
        usage="Hầm với gà hoặc xương: 20–30 g cho 4 người.",
        standard="TCCS mẫu 02",
        shelf_life_days=540,
        yield_bp=2_200,
        making=Making(origin="forest", workshop="dryer", processing_after=2, packing_after=5),
        packs={
            "ba-kich-200": Pack(
                name="Túi 200 g", net=200, gross=220, price=260_000, gtin="09520001010040"
            ),
            "ba-kich-500": Pack(
                name="Túi 500 g", net=500, gross=530, price=620_000, gtin="09520001010057"
            ),
        },
        star=Star(stars=4, number="02", days_ago=700),
    ),
    Good(
        name="Rượu ba kích ngâm chum",
        name_en="Morinda root wine aged in jars",
        criteria_set=15,
        description=(
            "Rượu gạo nấu men lá, hạ thổ cho êm rồi ngâm ba kích tím trong chum sành đủ sáu tháng. "
            "Màu tím đậm, thơm mùi củ rừng. Nhấp một chén nhỏ trong bữa cơm đông người là vừa."
        ),
        description_en=(
            "Rice spirit fermented with leaf yeast, rested, then steeped with purple morinda root "
            "in earthen jars for six months. Deep violet and smelling of the forest; a small cup "
            "at a shared meal is enough."
        ),
        ingredients="Rượu gạo men lá, ba kích tím (12 %); 29 % vol",
        storage="Nơi mát, tránh nắng, đậy kín.",
        usage="Dùng trong bữa ăn, có chừng mực.",
        standard="TCCS mẫu 03",
        warning=ALCOHOL,
        licence_number="GP-MẪU-01/BL",
        shelf_life_days=1_080,
        making=Making(origin="forest", workshop="dryer", processing_after=5, packing_after=185),
        packs={
            "ruou-ba-kich-500": Pack(
                name="Chai 500 ml",
                net=500,
                unit="ml",
                gross=980,
                price=220_000,
                gtin="09520001010064",
            )
        },
        star=Star(stars=3, number="03", days_ago=520),
    ),
    Good(
        name="Mật ong rừng Nà Làng",
        name_en="Nà Làng forest honey",
        criteria_set=4,
        description=(
            "Ong nội nuôi ở bìa rừng, hút mật hoa chân chim và hoa bạc hà dại. Mỗi năm quay mật ít "
            "lần, đợi vít nắp mới quay nên mật sánh, thơm và ít nước. Trời lạnh mật có thể kết "
            "đường ở đáy, đó là chuyện thường của mật thật."
        ),
        description_en=(
            "Native bees at the edge of the forest gather from schefflera and wild mint. We spin "
            "only a few times a year, once the cells are capped, so the honey is thick and "
            "fragrant. In the cold it may set at the bottom, as real honey does."
        ),
        ingredients="100 % mật ong",
        storage="Nơi khô mát, không cần để tủ lạnh.",
        usage="Pha nước ấm dưới 50 °C, ăn với bánh, ướp thịt. Không dùng cho trẻ dưới 1 tuổi.",
        standard="TCVN 12605:2019 (mật ong)",
        warning="Không dùng cho trẻ dưới 1 tuổi.",
        shelf_life_days=720,
        making=Making(origin="hives", workshop="dryer"),
        packs={
            "mat-ong-350": Pack(name="Hũ 350 g", net=350, gross=560, price=165_000),
            "mat-ong-700": Pack(name="Chai 700 g", net=700, gross=1_050, price=310_000),
        },
        star=Star(stars=4, number="04", days_ago=1_072),
    ),
    Good(
        name="Măng nứa khô Ba Chẽ",
        name_en="Dried bamboo shoots",
        criteria_set=7,
        description=(
            "Măng nứa đầu mùa, luộc kỹ, xé tay rồi phơi nắng trên phên, trời mưa thì vào nhà sấy. "
            "Không xông lưu huỳnh nên măng sẫm màu và thơm mùi nắng. Ngâm qua đêm là nấu được."
        ),
        description_en=(
            "First shoots of the season, well boiled, torn by hand and dried on racks in the sun. "
            "No sulphur, so they are darker and smell of sunshine. Soak overnight and cook."
        ),
        ingredients="100 % măng nứa",
        storage="Túi kín, nơi khô mát.",
        usage="Ngâm 8–12 giờ, luộc bỏ nước đầu, nấu với xương hoặc vịt.",
        standard="TCCS mẫu 04",
        shelf_life_days=365,
        yield_bp=900,
        making=Making(origin="forest", workshop="dryer", processing_after=1, packing_after=4),
        packs={"mang-250": Pack(name="Túi 250 g", net=250, gross=270, price=140_000)},
    ),
)
