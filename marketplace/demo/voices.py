"""What the demo's buyers say and ask; one lot of honey is liked notably less than the other."""

from marketplace.demo.cards import Asked, Opinion

OPINIONS = (
    Opinion(
        purchase="gift-long-ago",
        pack="tra-hoa-20",
        score=5,
        text="Nước vàng trong, hậu ngọt. Gói gọn gàng, mẹ tôi nhận quà vui lắm.",
        answer="Nhà vườn cảm ơn chị. Hoa vụ này hương nhẹ, chị hãm nước 80 độ sẽ thơm hơn.",
        by_name=True,
    ),
    Opinion(
        purchase="gift-long-ago",
        pack="mien-1000",
        score=4,
        text="Sợi dai, nấu lâu không nát. Túi hơi mỏng, nên gói thêm một lớp.",
    ),
    Opinion(
        purchase="sand-worms",
        pack="sa-sung-100",
        score=5,
        text="Con đều, khô, không cát. Nấu nước phở ngọt hẳn.",
    ),
    Opinion(
        purchase="feast",
        pack="am-chen-7",
        score=3,
        text="Ấm đẹp nhưng nắp hơi lỏng, rót phải giữ tay.",
        answer="Xin lỗi bạn. Lò đã kiểm lại khuôn nắp; bạn nhắn mã đơn, chúng tôi gửi nắp khác.",
    ),
    *(
        Opinion(purchase=f"honey-{n}", pack="mat-ong-350", score=score, text=text, answer=answer)
        for n, (score, text, answer) in enumerate(
            (
                (2, "Mật đóng đường dưới đáy, phải ngâm nước ấm mới rót được.", ""),
                (
                    2,
                    "Hũ có bọt, vị hơi chua hơn chai to mua cùng lần.",
                    "Cảm ơn bạn đã báo. Lô MO-01 quay lúc trời ẩm nên nhiều bọt, chúng tôi đổi.",
                ),
                (1, "Nắp rỉ mật ra hộp, còn chừng chín phần.", ""),
            )
        )
    ),
    *(
        Opinion(purchase=f"honey-{n}", pack="mat-ong-700", score=score, text=text)
        for n, (score, text) in enumerate(
            (
                (5, "Chai to thì thơm hoa rừng, đặc sánh."),
                (5, "Pha chanh uống buổi sáng, cả nhà thích."),
                (4, "Ngon. Giá hơi cao so với chợ xã."),
            )
        )
    ),
)

QUESTIONS = (
    Asked(
        buyer="guest-cam-pha",
        pack="tra-hoa-20",
        text="Uống buổi tối có mất ngủ không ạ?",
        days_ago=9,
        answer="Trà này từ hoa, ít chất gây tỉnh hơn lá. Ai nhạy thì uống trước ba giờ chiều.",
    ),
    Asked(
        buyer="guest-ha-noi",
        pack="mat-ong-700",
        text="Mật để lâu đóng đường có dùng được không?",
        days_ago=6,
        answer="Dùng được. Ngâm cả chai vào nước ấm dưới 40 độ là tan lại.",
    ),
    Asked(
        buyer="guest-mong-cai",
        pack="tra-hoa-20",
        text="Có hộp quà nào bốn gói không?",
        days_ago=1,
    ),
)
