"""What Cơ sở Mẫu Bà Sáu makes: squid and fish cakes, flosses and pickled jellyfish."""

from marketplace.demo.cards import Good, Making, Pack, Star

GOODS = (
    Good(
        name="Chả mực giã tay Bà Sáu",
        name_en="Hand-pounded squid cake",
        criteria_set=8,
        description=(
            "Mực mai tươi giã tay trong cối đá, nêm nước mắm, tiêu, thì là rồi rán vàng hai mặt. "
            "Miếng chả dai giòn, cắn còn gặp hạt mực. Rán lại ba phút là thơm cả bếp, "
            "ăn với xôi trắng đúng kiểu Hạ Long."
        ),
        description_en=(
            "Fresh cuttlefish pounded by hand in a stone mortar, seasoned with fish sauce, pepper "
            "and dill, then fried golden. Springy, with real bits of squid. Three minutes in the "
            "pan and the whole kitchen smells of Hạ Long; eat it with sticky rice."
        ),
        ingredients="Mực mai (86 %), mỡ lợn, nước mắm, tiêu, thì là, tỏi",
        storage="Ngăn mát 0–4 °C trong 7 ngày, ngăn đông −18 °C trong 60 ngày.",
        usage="Rã đông trong ngăn mát, rán lửa vừa 3 phút mỗi mặt.",
        standard="TCCS mẫu 05",
        warning="Có mực; người dị ứng hải sản không dùng.",
        shelf_life_days=60,
        yield_bp=8_200,
        making=Making(origin="landing", workshop="kitchen", processing_after=0, packing_after=1),
        packs={
            "cha-muc-500": Pack(name="Gói 500 g", net=500, gross=560, price=265_000),
            "cha-muc-1000": Pack(name="Gói 1 kg", net=1_000, gross=1_090, price=520_000),
        },
        star=Star(stars=4, number="05", days_ago=610),
    ),
    Good(
        name="Ruốc tôm Bà Sáu",
        name_en="Shrimp floss",
        criteria_set=8,
        description=(
            "Tôm sắt bóc nõn, giã bông rồi sao khô trên chảo gang tới khi tơi như bông. "
            "Rắc lên cháo, cơm nóng hay bánh cuốn đều ngon. Trẻ con trong nhà ai cũng đòi."
        ),
        description_en=(
            "Peeled shrimp, pounded soft and stirred dry in an iron pan until light as cotton. "
            "Sprinkle over porridge, hot rice or steamed rolls. The children always ask for more."
        ),
        ingredients="Tôm sắt (96 %), muối, đường",
        storage="Nơi khô mát; mở nắp thì để ngăn mát và dùng trong 30 ngày.",
        usage="Ăn liền.",
        standard="TCCS mẫu 06",
        warning="Có tôm; người dị ứng hải sản không dùng.",
        shelf_life_days=180,
        yield_bp=1_600,
        making=Making(origin="landing", workshop="kitchen"),
        packs={"ruoc-tom-200": Pack(name="Lọ 200 g", net=200, gross=360, price=185_000)},
    ),
    Good(
        name="Ruốc hàu vịnh",
        name_en="Bay oyster floss",
        criteria_set=8,
        description=(
            "Hàu nuôi bè trên vịnh, tách ruột trong ngày, sao với nấm hương cho thơm và ráo. "
            "Vị ngọt của biển nằm gọn trong lọ nhỏ, tiện mang đi làm, đi xa."
        ),
        description_en=(
            "Oysters from rafts in the bay, shelled the same day and stirred dry with shiitake. "
            "The sweetness of the sea in a small jar, easy to take to work or on a journey."
        ),
        ingredients="Hàu (90 %), nấm hương, muối, đường, tỏi",
        storage="Nơi khô mát; mở nắp thì để ngăn mát và dùng trong 30 ngày.",
        usage="Ăn liền với cơm, cháo, bánh mì.",
        standard="TCCS mẫu 07",
        warning="Có hàu; người dị ứng hải sản không dùng.",
        shelf_life_days=180,
        yield_bp=1_300,
        making=Making(origin="oysters", workshop="kitchen"),
        packs={
            "ruoc-hau-100": Pack(name="Lọ 100 g", net=100, gross=210, price=95_000),
            "ruoc-hau-200": Pack(name="Lọ 200 g", net=200, gross=360, price=180_000),
        },
        star=Star(stars=3, number="06", days_ago=310),
    ),
    Good(
        name="Chả cá thu Bà Sáu",
        name_en="Mackerel cake",
        criteria_set=8,
        description=(
            "Cá thu tươi lọc xương, quết tay tới khi dẻo quánh rồi hấp chín, rán sơ cho săn mặt. "
            "Cắt mỏng nấu bún, để dày thì rán vàng. Miếng chả ngọt cá, ít bột, thơm thì là."
        ),
        description_en=(
            "Fresh mackerel, boned, worked by hand until it holds, steamed and lightly fried. "
            "Slice it thin into noodle soup or fry it thick: sweet fish, little starch, dill."
        ),
        ingredients="Cá thu (88 %), nước mắm, tiêu, thì là, tinh bột",
        storage="Ngăn mát 0–4 °C trong 5 ngày, ngăn đông −18 °C trong 60 ngày.",
        usage="Rã đông trong ngăn mát, rán lửa vừa 3 phút mỗi mặt.",
        standard="TCCS mẫu 08",
        warning="Có cá; người dị ứng hải sản không dùng.",
        shelf_life_days=60,
        yield_bp=6_500,
        making=Making(origin="landing", workshop="kitchen", processing_after=0, packing_after=1),
        packs={"cha-ca-500": Pack(name="Gói 500 g", net=500, gross=560, price=190_000)},
    ),
    Good(
        name="Sứa muối vỏ sú",
        name_en="Jellyfish cured in mangrove bark",
        criteria_set=8,
        description=(
            "Sứa đầu mùa ngâm nước vỏ sú cho giòn và ngả màu hổ phách, cách làm cũ của làng chài. "
            "Ăn với đậu phụ nướng, tía tô và mắm tôm chanh, mát ruột những ngày oi."
        ),
        description_en=(
            "First jellyfish of the season, cured in mangrove bark until crisp and amber, as "
            "fishing villages have long done. With grilled tofu, perilla and lime it cools a "
            "muggy day."
        ),
        ingredients="Sứa, nước vỏ sú, muối",
        storage="Ngăn mát 0–4 °C, luôn ngập nước.",
        usage="Rửa qua nước sôi để nguội, cắt miếng, ăn liền.",
        standard="TCCS mẫu 09",
        shelf_life_days=90,
        yield_bp=5_000,
        making=Making(origin="landing", workshop="kitchen", processing_after=1, packing_after=7),
        packs={"sua-300": Pack(name="Hũ 300 g", net=300, gross=620, price=65_000)},
    ),
)
