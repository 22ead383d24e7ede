"""The demo's talks: one that the buyer began and the stall has answered, one line not read yet."""

from marketplace.demo.cards import Spoken

TALKS = (
    Spoken(purchase="half-packed", side="buyer", words="Nhà tôi đi vắng thứ bảy, giao chiều chủ "
           "nhật được không ạ? (lời mẫu)", hours_ago=5),
    Spoken(purchase="half-packed", side="stall", words="Dạ được, chúng tôi dặn bên giao hàng "
           "gọi trước khi tới. (lời mẫu)", hours_ago=4),
    Spoken(purchase="half-packed", side="buyer", words="Cảm ơn nhà mình. Gói giúp tôi hộp quà "
           "riêng một túi nhé. (lời mẫu)", hours_ago=1),
)  # fmt: skip
