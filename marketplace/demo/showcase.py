"""What the demo's officers lay out and its producers tell; all of it fictional, as they are."""

from marketplace.demo.cards import Basket, Tale

COLLECTION = "Quà Hạ Long"
COLLECTION_WORDS = (
    "Từ bờ vịnh lên đến nương Ba Chẽ, Bình Liêu: những món gọn, để được lâu, mang về làm quà. "
    "Mỗi món đều có mã để người nhận xem tận nơi làm ra."
)
PACKS_SHOWN = (
    *("cha-muc-500", "ruoc-hau-100", "mien-500", "mat-ong-350", "tinh-dau-hoi-10"),
    *("am-chen-5",),
)
BASKETS = (
    Basket(
        title="Giỏ quà vịnh Hạ Long",
        words="Ba nhà, ba vùng: biển, nương và rừng.",
        pieces={"ruoc-hau-100": 1, "mien-500": 2, "mat-ong-350": 1},
    ),
    Basket(
        title="Một ấm trà rừng",
        words="Trà của nương Ba Chẽ, chén men nâu của lò Đông Triều.",
        pieces={"am-chen-5": 1, "mat-ong-350": 1},
    ),
)
TALES = (
    Tale(
        stall="na-lang",
        title="Lên đồi lúc chưa tan sương",
        text=(
            "Trà hoa vàng chỉ nở từ cuối thu đến hết mùa xuân. Sáng nào cả nhà cũng lên đồi từ lúc "
            "còn sương, hái những bông vừa hé; bông nở hẳn thì để lại cho ong.\n\n"
            "Hoa mang về sấy ngay trong ngày. Mười cân hoa tươi mới được một cân hoa khô, nên hộp "
            "nào chúng tôi cũng ghi rõ hái ở đồi nào, ngày nào."
        ),
    ),
    Tale(
        stall="ong-chiu",
        title="Phên miến trên sườn núi",
        text=(
            "Miến dong phải phơi được nắng hanh. Tháng chạp, cả thôn trải phên dọc sườn núi, trẻ "
            "con đi học về cũng ra lật phên giúp người lớn.\n\n"
            "Nhà tôi không tẩy trắng, nên sợi miến hơi xám. Nấu lên thì trong và dai."
        ),
    ),
)
