"""What Hộ Mẫu ông Chìu makes: canna noodles and starch, sasanqua oil, star anise oil, honey."""

from marketplace.demo.cards import Good, Making, Pack, Star

GOODS = (
    Good(
        name="Miến dong ông Chìu",
        name_en="Canna glass noodles",
        criteria_set=6,
        description=(
            "Tinh bột dong riềng nguyên chất, tráng tay, phơi nắng vùng cao cho sợi trong và dai. "
            "Nấu lẩu, nấu lòng gà, xào cua đều không nát. Nhà làm miến từ đời ông nội, "
            "mỗi bó buộc một sợi lạt cho dễ nhớ."
        ),
        description_en=(
            "Pure canna starch, spread by hand and dried in the mountain sun until clear and "
            "springy. In hot pot, in chicken soup or fried with crab it keeps its bite. The family "
            "has made it for three generations and ties each bundle with a bamboo string."
        ),
        ingredients="100 % tinh bột dong riềng",
        storage="Nơi khô thoáng, tránh ẩm.",
        usage="Ngâm nước lạnh 15 phút, thả vào nước dùng sôi 2 phút.",
        standard="TCCS mẫu 11",
        shelf_life_days=540,
        yield_bp=1_800,
        making=Making(origin="field", workshop="mill", processing_after=2, packing_after=6),
        packs={
            "mien-500": Pack(name="Túi 500 g", net=500, gross=530, price=65_000),
            "mien-1000": Pack(name="Bó 1 kg", net=1_000, gross=1_040, price=125_000),
            "mien-qua-2000": Pack(name="Hộp quà 2 kg", net=2_000, gross=2_350, price=270_000),
        },
        star=Star(stars=4, number="09", days_ago=380),
    ),
    Good(
        name="Tinh bột dong riềng",
        name_en="Canna starch",
        criteria_set=6,
        description=(
            "Bột lắng bảy nước suối, trắng mịn, không mùi. Dùng làm bánh, nấu chè, "
            "hay tự tráng vài phên miến cho con cháu xem."
        ),
        description_en=(
            "Settled through seven waters of the stream: white, fine, without smell. For cakes and "
            "sweet soups, or to spread a rack of noodles and show the grandchildren."
        ),
        ingredients="100 % tinh bột dong riềng",
        storage="Nơi khô thoáng, túi kín.",
        usage="Làm bánh, nấu chè, tráng miến.",
        standard="TCCS mẫu 12",
        shelf_life_days=540,
        yield_bp=2_000,
        making=Making(origin="field", workshop="mill", processing_after=2, packing_after=5),
        packs={"bot-dong-500": Pack(name="Túi 500 g", net=500, gross=515, price=45_000)},
    ),
    Good(
        name="Dầu sở ép lạnh",
        name_en="Cold-pressed sasanqua oil",
        criteria_set=9,
        description=(
            "Hạt sở nhặt dưới tán đồi hoa trắng tháng mười hai, phơi khô rồi ép lạnh, lọc qua vải. "
            "Dầu vàng sáng, thơm bùi, rán đậu hay trộn rau đều hợp."
        ),
        description_en=(
            "Seeds gathered under the white December blossom, dried, pressed cold and filtered "
            "through cloth. A bright, nutty oil for frying tofu or dressing greens."
        ),
        ingredients="100 % dầu hạt sở",
        storage="Nơi mát, tránh nắng, đậy kín.",
        usage="Trộn salad, xào, rán lửa vừa.",
        standard="TCVN 7597:2018 (dầu thực vật)",
        shelf_life_days=540,
        yield_bp=2_200,
        making=Making(origin="camellia", workshop="mill", processing_after=20, packing_after=25),
        packs={
            "dau-so-250": Pack(name="Chai 250 ml", net=250, unit="ml", gross=480, price=145_000),
            "dau-so-500": Pack(name="Chai 500 ml", net=500, unit="ml", gross=860, price=270_000),
        },
        star=Star(stars=3, days_ago=900),
    ),
    Good(
        name="Tinh dầu hồi Bình Liêu",
        name_en="Star anise essential oil",
        criteria_set=20,
        description=(
            "Quả hồi tươi chưng cất bằng nồi củi, mỗi mẻ chỉ lấy lớp dầu trong nhất. "
            "Nhỏ vài giọt vào đèn xông, cả nhà ấm lên mùi núi rừng biên giới."
        ),
        description_en=(
            "Fresh star anise distilled over a wood fire; of each batch only the clearest oil is "
            "kept. A few drops in a burner warm the room with the scent of border mountains."
        ),
        ingredients="100 % tinh dầu quả hồi",
        storage="Nơi mát, tránh nắng, xa tầm tay trẻ em.",
        usage="Xông phòng: 3–5 giọt. Không uống.",
        standard="TCCS mẫu 16",
        warning="Không uống; không bôi trực tiếp lên da; xa tầm tay trẻ em.",
        shelf_life_days=720,
        yield_bp=300,
        making=Making(origin="camellia", workshop="mill", processing_after=1, packing_after=4),
        packs={"tinh-dau-hoi-10": Pack(name="Lọ 10 ml", net=10, unit="ml", gross=60, price=78_000)},
    ),
    Good(
        name="Mật ong hoa sở",
        name_en="Sasanqua blossom honey",
        criteria_set=4,
        description=(
            "Mật quay vào đúng mùa hoa sở nở trắng đồi, đặc, màu hổ phách nhạt và hay kết tinh "
            "mịn như kem. Phết bánh mì ăn sáng hoặc pha nước ấm đều dịu."
        ),
        description_en=(
            "Spun while sasanqua blossom whitens the hills: thick, pale amber, often setting as "
            "fine as cream. Good on morning bread or in warm water."
        ),
        ingredients="100 % mật ong",
        storage="Nơi khô mát, không cần để tủ lạnh.",
        usage="Ăn với bánh, pha nước ấm. Không dùng cho trẻ dưới 1 tuổi.",
        standard="TCVN 12605:2019 (mật ong)",
        warning="Không dùng cho trẻ dưới 1 tuổi.",
        shelf_life_days=720,
        making=Making(origin="camellia", workshop="mill"),
        packs={"mat-ong-so-350": Pack(name="Hũ 350 g", net=350, gross=560, price=155_000)},
    ),
)
