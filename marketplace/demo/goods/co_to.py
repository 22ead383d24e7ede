"""What HTX Mẫu Cô Tô makes: dried squid and fish, fish sauce, sand worms and seaweed."""

from marketplace.demo.cards import Good, Making, Pack, Star

GOODS = (
    Good(
        name="Mực ống khô câu đêm",
        name_en="Line-caught dried squid",
        criteria_set=8,
        description=(
            "Mực ống câu tay từng con trong đêm, mổ và rửa nước biển ngay trên thuyền, sáng ra đã "
            "nằm trên phên. Đủ hai nắng là thu, thịt dày, phủ phấn trắng, nướng than thơm lừng. "
            "Xé nhỏ chấm tương ớt thì ngồi bao lâu cũng không muốn dậy."
        ),
        description_en=(
            "Squid caught one by one on a line at night, cleaned in sea water on the boat and on "
            "the racks by morning. Two days of sun, thick flesh with a white bloom; grilled over "
            "charcoal it calls the whole street. Tear it up, dip it in chilli sauce and stay."
        ),
        ingredients="100 % mực ống",
        storage="Túi kín trong ngăn mát hoặc ngăn đông.",
        usage="Nướng than hoặc cồn khô, đập dập, xé nhỏ.",
        standard="TCCS mẫu 15",
        warning="Có mực; người dị ứng hải sản không dùng.",
        shelf_life_days=270,
        yield_bp=2_400,
        making=Making(origin="grounds", workshop="yard", processing_after=1, packing_after=3),
        packs={
            "muc-kho-300": Pack(
                name="Túi 300 g", net=300, gross=330, price=620_000, gtin="09520001030017"
            ),
            "muc-kho-500": Pack(
                name="Túi 500 g", net=500, gross=540, price=990_000, gtin="09520001030024"
            ),
        },
        star=Star(stars=4, number="07", days_ago=240),
    ),
    Good(
        name="Mực một nắng đảo",
        name_en="One-sun squid",
        criteria_set=8,
        description=(
            "Mực lá phơi đúng một nắng to rồi cấp đông ngay, nên ngoài se mà trong còn ngọt nước. "
            "Nướng vừa chín tới, chấm muối ớt chanh là đủ cho bữa tối ngoài hiên."
        ),
        description_en=(
            "Bigfin squid dried for just one strong sun and frozen at once: firm outside, still "
            "juicy within. Grill until just done, dip in salt, chilli and lime, and supper on the "
            "porch is ready."
        ),
        ingredients="100 % mực lá",
        storage="Ngăn đông −18 °C.",
        usage="Rã đông trong ngăn mát, nướng hoặc áp chảo 5–6 phút.",
        standard="TCCS mẫu 15",
        warning="Có mực; người dị ứng hải sản không dùng.",
        shelf_life_days=180,
        yield_bp=5_500,
        making=Making(origin="grounds", workshop="yard", processing_after=0, packing_after=1),
        packs={
            "muc-mot-nang-500": Pack(
                name="Khay 500 g", net=500, gross=580, price=430_000, gtin="09520001030031"
            )
        },
    ),
    Good(
        name="Nước mắm cá cơm Cô Tô ủ chum",
        name_en="Jar-aged anchovy fish sauce",
        criteria_set=9,
        description=(
            "Cá cơm tươi và muối hạt, ba phần cá một phần muối, ủ mười hai tháng trong chum phơi "
            "nắng. Rút nỏ ra nước cánh gián, mặn trước ngọt sau, thơm mà không gắt. "
            "Chấm luộc chỉ cần thêm lát ớt."
        ),
        description_en=(
            "Fresh anchovies and sea salt, three parts to one, aged for twelve months in jars in "
            "the sun. It runs amber, salty first and sweet after, fragrant and never harsh. For "
            "boiled vegetables a slice of chilli is all it needs."
        ),
        ingredients="Cá cơm, muối; 30 độ đạm",
        storage="Nơi mát, tránh nắng, đậy kín sau khi dùng.",
        usage="Chấm, kho, nêm.",
        standard="TCVN 5107:2018 (nước mắm)",
        warning="Có cá; người dị ứng hải sản không dùng.",
        shelf_life_days=900,
        yield_bp=5_000,
        making=Making(origin="grounds", workshop="vats", processing_after=1, packing_after=370),
        packs={
            "nuoc-mam-500": Pack(
                name="Chai 500 ml",
                net=500,
                unit="ml",
                gross=920,
                price=95_000,
                gtin="09520001030048",
            ),
            "nuoc-mam-1000": Pack(
                name="Chai 1 lít",
                net=1_000,
                unit="ml",
                gross=1_650,
                price=175_000,
                gtin="09520001030055",
            ),
        },
        star=Star(stars=4, number="08", days_ago=1_140),
    ),
    Good(
        name="Cá duội khô tẩm gừng",
        name_en="Dried anchovy-like fish with ginger",
        criteria_set=8,
        description=(
            "Cá duội nhỏ bằng ngón tay, phơi khô rồi rim nhẹ với gừng và ớt. "
            "Món ăn vặt quen của lũ trẻ trên đảo, mở túi là hết."
        ),
        description_en=(
            "Finger-long fish, sun-dried and lightly simmered with ginger and chilli. The island "
            "children's snack: an open bag is soon an empty one."
        ),
        ingredients="Cá duội (90 %), gừng, ớt, đường, muối",
        storage="Nơi khô mát, đậy kín sau khi mở.",
        usage="Ăn liền hoặc rim lại cho nóng.",
        standard="TCCS mẫu 15",
        warning="Có cá; người dị ứng hải sản không dùng.",
        shelf_life_days=180,
        yield_bp=3_000,
        making=Making(origin="grounds", workshop="yard", processing_after=1, packing_after=3),
        packs={
            "ca-duoi-300": Pack(
                name="Túi 300 g", net=300, gross=325, price=120_000, gtin="09520001030062"
            )
        },
    ),
    Good(
        name="Sá sùng khô bãi cát",
        name_en="Dried sand worms",
        criteria_set=8,
        description=(
            "Sá sùng đào tay lúc nước ròng, rửa sạch cát từng con rồi phơi khô. "
            "Rang sơ cho dậy mùi, thả vài con vào nồi nước dùng là ngọt cả nồi phở. "
            "Mỗi đợt chỉ được ít, hết đợt này phải đợi con nước sau."
        ),
        description_en=(
            "Dug by hand at low tide, each one washed free of sand and dried. Toast a few and drop "
            "them into the stock, and the whole pot of phở turns sweet. Every batch is small: "
            "after it, wait for the next tide."
        ),
        ingredients="100 % sá sùng",
        storage="Túi kín trong ngăn mát.",
        usage="Rang vàng, nấu nước dùng: 5–6 con cho 4 bát.",
        standard="TCCS mẫu 15",
        shelf_life_days=360,
        yield_bp=1_000,
        making=Making(origin="grounds", workshop="yard", processing_after=1, packing_after=3),
        packs={"sa-sung-100": Pack(name="Hộp 100 g", net=100, gross=160, price=480_000)},
    ),
    Good(
        name="Rong mứt đá Cô Tô",
        name_en="Rock laver",
        criteria_set=7,
        description=(
            "Rong mứt cạo từ ghềnh đá những tháng gió bấc, rửa ba nước rồi phơi thành bánh mỏng. "
            "Nấu canh với thịt băm hay tôm nõn, bát canh xanh thẫm, ngọt và thơm mùi biển."
        ),
        description_en=(
            "Laver scraped from the rocks in the months of north wind, washed three times and "
            "dried in thin cakes. In a soup with minced pork or shrimp it turns dark green, sweet "
            "and full of the sea."
        ),
        ingredients="100 % rong mứt",
        storage="Túi kín, nơi khô mát.",
        usage="Ngâm 5 phút, nấu canh.",
        standard="TCCS mẫu 10",
        shelf_life_days=300,
        yield_bp=1_200,
        making=Making(origin="grounds", workshop="yard", processing_after=1, packing_after=2),
        packs={"rong-mut-50": Pack(name="Gói 50 g", net=50, gross=65, price=55_000)},
    ),
)
