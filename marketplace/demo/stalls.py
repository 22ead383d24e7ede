"""The demo's producers: fictional, each with «Mẫu» in its name, in real communes."""

from marketplace.demo.cards import Spot, Stall

STALLS = {
    "na-lang": Stall(
        name="HTX Mẫu Nà Làng (Ba Chẽ)",
        kind="cooperative",
        commune="06970",
        address="Thôn Nà Làng (mẫu)",
        owner="na-lang",
        story=(
            "Hai mươi hai nhà ở thôn Nà Làng góp vườn, góp lò sấy để cùng làm trà hoa vàng. "
            "Hoa nở từ cuối thu, bà con lên đồi từ lúc còn sương, hái bông nào vừa hé bông ấy. "
            "Sáng hái, chiều sấy, tối ghi sổ: ai cầm hộp trà cũng xem được hoa hái ở đồi nào, "
            "ngày nào."
        ),
        story_en=(
            "Twenty-two families of Nà Làng village share their gardens and one dryer to make "
            "golden camellia tea. The flowers open in late autumn; we climb the hill in the mist "
            "and pick only those just opening. Picked in the morning, dried in the afternoon, "
            "written down at night: whoever holds the box can see which hill and which day."
        ),
        spots={
            "hill": Spot(
                name="Đồi trà hoa vàng Nà Làng", kind="plot", latitude="21.27", longitude="107.24"
            ),
            "forest": Spot(
                name="Rừng ba kích Khe Mẫu", kind="plot", latitude="21.24", longitude="107.20"
            ),
            "hives": Spot(
                name="Bãi ong ven rừng", kind="plot", latitude="21.29", longitude="107.28"
            ),
            "dryer": Spot(
                name="Nhà sấy và đóng gói",
                kind="workshop",
                latitude="21.25",
                longitude="107.26",
                gln="9520001900013",
            ),
            "store": Spot(
                name="Kho hợp tác xã",
                kind="store",
                latitude="21.25",
                longitude="107.27",
                gln="9520001900020",
            ),
        },
    ),
    "ba-sau": Stall(
        name="Cơ sở Mẫu Bà Sáu — chả mực Hạ Long",
        kind="household",
        commune="06685",
        address="Ngõ Mẫu",
        owner="ba-sau",
        story=(
            "Bà Sáu giã chả mực từ hồi còn gánh hàng ra chợ, nay con cháu nối nghề. "
            "Mực mai câu đêm, sáng về bến là vào cối đá, giã tay đến khi dẻo mới thôi. "
            "Nhà chỉ làm đủ bán trong tuần để miếng chả lúc nào cũng thơm."
        ),
        story_en=(
            "Grandmother Sáu has pounded squid cakes since she carried them to market on a "
            "shoulder pole; now her children carry on. Cuttlefish caught at night goes into the "
            "stone mortar in the morning and is pounded by hand until it is springy. We make only "
            "what a week will sell, so that every cake is fragrant."
        ),
        spots={
            "landing": Spot(
                name="Bến cá Hạ Long", kind="store", latitude="20.95", longitude="107.07"
            ),
            "oysters": Spot(
                name="Bè hàu trên vịnh", kind="pond", latitude="21.02", longitude="107.32"
            ),
            "kitchen": Spot(
                name="Bếp giã chả",
                kind="workshop",
                latitude="20.95",
                longitude="107.05",
                gln="9520001900037",
            ),
        },
    ),
    "co-to": Stall(
        name="HTX Mẫu Cô Tô",
        kind="cooperative",
        commune="07192",
        address="Khu Mẫu",
        owner="co-to",
        story=(
            "Mười bốn chủ thuyền ở Cô Tô rủ nhau phơi mực chung một sân, ủ mắm chung một nhà. "
            "Thuyền nào câu, ngày nào về, sân nào phơi đều có trong sổ. "
            "Gói hàng đi xa khỏi đảo mà người mua vẫn biết nó đến từ con nước nào."
        ),
        story_en=(
            "Fourteen boat owners of Cô Tô dry their squid in one yard and age fish sauce in one "
            "house. Which boat, which day, which yard: it is all in the book. A parcel travels "
            "far from the island, and its buyer still knows the tide it came with."
        ),
        spots={
            "grounds": Spot(
                name="Ngư trường quanh đảo", kind="pond", latitude="20.96", longitude="107.82"
            ),
            "yard": Spot(
                name="Sân phơi và nhà đóng gói",
                kind="workshop",
                latitude="20.98",
                longitude="107.76",
            ),
            "vats": Spot(name="Nhà ủ mắm", kind="workshop", latitude="20.99", longitude="107.77"),
        },
    ),
    "ong-chiu": Stall(
        name="Hộ Mẫu ông Chìu — miến dong Bình Liêu",
        kind="household",
        commune="06838",
        address="Bản Mẫu",
        owner="ong-chiu",
        story=(
            "Nhà ông Chìu trồng dong riềng trên nương cao, chỗ đất đỏ lẫn sỏi cho củ nhiều bột. "
            "Củ rửa ở suối, bột lắng bảy nước rồi mới tráng, sợi miến phơi trên phên nứa. "
            "Miến nấu lâu không nát, để nguội hâm lại vẫn dai."
        ),
        story_en=(
            "Mr Chìu's family grows canna on a high field whose red stony soil fills the roots "
            "with starch. The roots are washed in the stream, the starch settles through seven "
            "waters, and the noodles dry on bamboo racks. They do not fall apart in the pot, and "
            "stay springy when warmed again."
        ),
        spots={
            "field": Spot(
                name="Nương dong Khe Mẫu", kind="plot", latitude="21.54", longitude="107.41"
            ),
            "camellia": Spot(
                name="Đồi sở và hồi", kind="plot", latitude="21.50", longitude="107.36"
            ),
            "mill": Spot(
                name="Xưởng tráng miến", kind="workshop", latitude="21.52", longitude="107.39"
            ),
        },
    ),
    "dong-trieu": Stall(
        name="HTX Mẫu Đông Triều",
        kind="cooperative",
        commune="07093",
        address="Khu Mẫu",
        owner="dong-trieu",
        story=(
            "Ruộng nếp, vườn ổi và lò gốm nằm cạnh nhau bên dòng Kinh Thầy. "
            "Người làm ruộng, người giữ lửa, mùa nào thức nấy, chung nhau một kho và một quyển sổ. "
            "Chúng tôi bán ít thôi, nhưng món nào cũng kể được chuyện của nó."
        ),
        story_en=(
            "Rice fields, guava gardens and a pottery kiln lie side by side along the Kinh Thầy "
            "river. Some farm, some keep the fire, each season has its goods, and we share one "
            "store and one book. We sell little, and every piece can tell its story."
        ),
        spots={
            "paddy": Spot(name="Cánh đồng nếp", kind="plot", latitude="21.06", longitude="106.53"),
            "garden": Spot(name="Vườn ổi", kind="plot", latitude="21.09", longitude="106.50"),
            "clay": Spot(name="Bãi đất sét", kind="plot", latitude="21.07", longitude="106.56"),
            "kiln": Spot(name="Lò gốm", kind="workshop", latitude="21.08", longitude="106.52"),
            "house": Spot(
                name="Nhà đóng gói", kind="workshop", latitude="21.08", longitude="106.51"
            ),
        },
    ),
    "ba-cai": Stall(
        name="Hộ Mẫu bà Cải — củ cải khô Đầm Hà",
        kind="household",
        commune="06895",
        address="Thôn Mẫu",
        story="",
        story_en="",
    ),
}

WAITING = ("ba-cai", "claimant")
"""A stall nobody owns yet, and who has asked for it."""

LISTED = ("ba-cai", "Củ cải khô (mẫu)", "Dried radish (sample)", 7)
"""What the unclaimed stall is listed with: no pack, no price, as the register lists things."""
