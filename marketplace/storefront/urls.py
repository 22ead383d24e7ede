"""The shop's front: home, search, product, producer, shelf, commune."""

from django.urls import path

from marketplace.storefront.views import (
    age,
    browsing,
    collected,
    destination,
    goods,
    machines,
    pictures,
    ranking,
    seasons,
    suggesting,
    texts,
    voices,
)

app_name = "storefront"
urlpatterns = [
    path("", browsing.home, name="home"),
    path("tim-kiem/", browsing.search, name="search"),
    path("tim-kiem/goi-y/", suggesting.suggest, name="suggest"),
    path("ke-hang/<slug:slug>/", browsing.shelf, name="shelf"),
    path("xa/<str:code>/", browsing.commune, name="commune"),
    path("san-pham/<slug:slug>/", goods.product, name="product"),
    path("san-pham/<slug:slug>/ma/", goods.code, name="code"),
    path("san-pham/<slug:slug>/ma.svg", goods.code_picture, name="code_picture"),
    path("san-pham/<slug:slug>/danh-gia/", voices.reviews, name="reviews"),
    path("san-pham/<slug:slug>/hoi-dap/", voices.questions, name="questions"),
    path("danh-gia/lo/<str:trace_code>/", voices.lot_reviews, name="lot_reviews"),
    path("danh-gia/anh/<uuid:key>.webp", voices.photo, name="review_photo"),
    path("mua-vu/", seasons.seasons, name="seasons"),
    path("bo-suu-tap/", collected.collections, name="collections"),
    path("bo-suu-tap/<slug:slug>/", collected.collection, name="collection"),
    path("bo-suu-tap/<slug:slug>/bo-qua/<int:pk>/", collected.gift_set, name="gift_set"),
    path("chu-the/<slug:slug>/", goods.producer, name="producer"),
    path("trang/cach-xep-hang/", ranking.ranking, name="ranking"),
    path("trang/<slug:slug>/", texts.text, name="page"),
    path("tuoi/", age.age, name="age"),
    path("noi-giao/", destination.destination, name="destination"),
    path("hinh/the/<slug:slug>.png", pictures.card, name="card"),
    path("hinh/the/chu-the/<slug:slug>.png", pictures.producer_card, name="producer_card"),
    path("hinh/<slug:slug>-<int:width>.webp", pictures.art, name="art"),
    path("hinh/chu-the/<slug:slug>-<int:width>.webp", pictures.emblem, name="emblem"),
    path("media/<path:path>", pictures.media, name="media"),
    path("favicon.ico", texts.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap/<slug:kind>-<int:number>.xml", machines.sitemap, name="sitemap_part"),
    path("hang-hoa/google.xml", machines.merchant, name="merchant"),
    path("hang-hoa/moi.atom", machines.new_goods, name="new_goods"),
]
