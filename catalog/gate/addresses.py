"""What papers are called in addresses. No Django here."""

NAMES = {
    "can-cuoc": "identity",
    "dang-ky": "registration",
    "ma-so-thue": "tax",
    "an-toan-thuc-pham": "food_safety",
    "giay-phep-ruou": "alcohol",
    "tu-cong-bo": "declaration",
    "dang-ky-cong-bo": "supplement",
    "cong-bo-my-pham": "cosmetic",
}
SPOKEN = {fact: name for name, fact in NAMES.items()}
