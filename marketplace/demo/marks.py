"""What the stall of the demo says of its tea: fictional, and said to be a sample."""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    """Points chosen in the item whose words begin so; nothing if the sheet has no such item."""

    begins: str
    points: int
    note: str


PACK = "tra-la-40"
"""Of the tea that is marked."""

ANSWERS = (
    Answer("b) Gia tăng giá trị", 2, "Mẫu: sấy lạnh tại xưởng, có sổ vận hành máy."),
    Answer("c) Năng lực sản xuất", 2, "Mẫu: 400 kg hoa khô mỗi mùa."),
    Answer("d) Liên kết", 2, "Mẫu: hợp đồng số 05/2025 với 18 hộ trồng."),
    Answer("đ) Bảo vệ môi trường", 1, "Mẫu: kế hoạch bảo vệ môi trường, xã xác nhận."),
    Answer("a) Nguồn gốc ý tưởng", 3, "Mẫu: cây bản địa của huyện Ba Chẽ cũ."),
    Answer("b) Đóng gói", 2, "Mẫu: hộp giấy hai lớp, túi kín bên trong."),
    Answer("c) Sử dụng lao động", 3, "Mẫu: 22 trên 25 người làm là người xã."),
    Answer("b) Tổ chức phân phối", 1, "Mẫu: phó giám đốc phụ trách bán hàng."),
    Answer("b) Trí tuệ", 3, "Mẫu: câu chuyện hái hoa trước khi tan sương."),
    Answer("a) Tạp chất", 2, "Mẫu: lọc tay hai lần."),
    Answer("c) Màu nước", 2, "Mẫu: nước vàng trong."),
    Answer("d) Mùi nước", 2, "Mẫu: thơm rõ."),
)
