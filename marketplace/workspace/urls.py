"""A producer's day, under /gian-hang/."""

from django.urls import path

from marketplace.workspace.views import (
    delivery,
    orders,
    people,
    products,
    stalls,
    stock,
    voices,
    vouchers,
)

app_name = "workspace"
urlpatterns = [
    path("", stalls.home, name="home"),
    path("<slug:producer>/", stalls.stall, name="stall"),
    path("<slug:producer>/dia-chi/", stalls.address, name="address"),
    path("<slug:producer>/don-hang/", orders.orders, name="orders"),
    path("<slug:producer>/don-hang/<str:code>/", orders.order, name="order"),
    path("<slug:producer>/don-hang/<str:code>/nhan/", orders.acceptance, name="acceptance"),
    path("<slug:producer>/don-hang/<str:code>/dong-hang/", orders.items, name="items"),
    path(
        "<slug:producer>/don-hang/<str:code>/bo-ra/<str:serial>/",
        orders.item_removal,
        name="item_removal",
    ),
    path("<slug:producer>/don-hang/<str:code>/ban-giao/", orders.handover, name="handover"),
    path("<slug:producer>/don-hang/<str:code>/van-don/", orders.booking, name="booking"),
    path("<slug:producer>/don-hang/<str:code>/phieu/", orders.slip, name="slip"),
    path("<slug:producer>/san-pham/", products.products, name="products"),
    path("<slug:producer>/san-pham/moi/", products.new_product, name="new_product"),
    path("<slug:producer>/san-pham/<slug:slug>/", products.product, name="product"),
    path("<slug:producer>/san-pham/<slug:slug>/len-ke/", products.publication, name="publication"),
    path("<slug:producer>/san-pham/<slug:slug>/xuong-ke/", products.withdrawal, name="withdrawal"),
    path("<slug:producer>/san-pham/<slug:slug>/anh/", products.photos, name="photos"),
    path("<slug:producer>/san-pham/<slug:slug>/quy-cach/", products.pack, name="new_pack"),
    path("<slug:producer>/san-pham/<slug:slug>/quy-cach/<int:pk>/", products.pack, name="pack"),
    path("<slug:producer>/san-pham/<slug:slug>/cach-ban/", stock.terms, name="terms"),
    path("<slug:producer>/kho/", stock.stock, name="stock"),
    path("<slug:producer>/kho/<str:code>/", stock.lot_stock, name="lot_stock"),
    path("<slug:producer>/kho/<str:code>/dem-lai/", stock.recount, name="recount"),
    path("<slug:producer>/kho/<str:code>/bo-di/", stock.loss, name="loss"),
    path("<slug:producer>/dat-truoc/", stock.plans, name="plans"),
    path("<slug:producer>/dat-truoc/<int:pk>/ket-thuc/", stock.plan_end, name="plan_end"),
    path("<slug:producer>/loi-nguoi-mua/", voices.voices, name="voices"),
    path("<slug:producer>/loi-nguoi-mua/lien-lac/", voices.contact, name="contact"),
    path("<slug:producer>/loi-nguoi-mua/<slug:kind>/<int:pk>/", voices.answer, name="answer"),
    path("<slug:producer>/giao-hang/", delivery.delivery, name="delivery"),
    path("<slug:producer>/giao-hang/moi/<slug:door>/", delivery.new_method, name="new_method"),
    path("<slug:producer>/giao-hang/<int:pk>/", delivery.method, name="method"),
    path("<slug:producer>/giao-hang/<int:pk>/thoi/", delivery.method_end, name="method_end"),
    path(
        "<slug:producer>/san-pham/<slug:slug>/quy-cach/<int:pk>/di-duong/",
        delivery.travel,
        name="travel",
    ),
    path("<slug:producer>/ma-giam-gia/", vouchers.vouchers, name="vouchers"),
    path("<slug:producer>/ma-giam-gia/moi/<slug:kind>/", vouchers.new_voucher, name="new_voucher"),
    path(
        "<slug:producer>/ma-giam-gia/<int:pk>/tam-dung/",
        vouchers.voucher_pause,
        name="voucher_pause",
    ),
    path(
        "<slug:producer>/ma-giam-gia/<int:pk>/dung-lai/",
        vouchers.voucher_resumption,
        name="voucher_resumption",
    ),
    path("<slug:producer>/nguoi/", people.members, name="members"),
    path("<slug:producer>/nguoi/<int:pk>/thoi/", people.member_removal, name="member_removal"),
]
