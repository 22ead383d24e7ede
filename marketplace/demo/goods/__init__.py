"""The demo's goods, a module for each stall; kinds of goods are real, makers and prices are not."""

from marketplace.demo.goods import ba_sau, co_to, dong_trieu, na_lang, ong_chiu

GOODS = {
    "na-lang": na_lang.GOODS,
    "ba-sau": ba_sau.GOODS,
    "co-to": co_to.GOODS,
    "ong-chiu": ong_chiu.GOODS,
    "dong-trieu": dong_trieu.GOODS,
}
"""By the key of their stall."""
