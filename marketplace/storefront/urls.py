"""The shop's front: home, search, product, producer, shelf, commune."""

from django.urls import path

from marketplace.storefront.views import age, browsing, goods, pictures, texts, voices

app_name = "storefront"
urlpatterns = [
    path("", browsing.home, name="home"),
    path("tim-kiem/", browsing.search, name="search"),
    path("ke-hang/<slug:slug>/", browsing.shelf, name="shelf"),
    path("xa/<str:code>/", browsing.commune, name="commune"),
    path("san-pham/<slug:slug>/", goods.product, name="product"),
    path("san-pham/<slug:slug>/danh-gia/", voices.reviews, name="reviews"),
    path("san-pham/<slug:slug>/hoi-dap/", voices.questions, name="questions"),
    path("danh-gia/lo/<str:trace_code>/", voices.lot_reviews, name="lot_reviews"),
    path("danh-gia/anh/<uuid:key>.webp", voices.photo, name="review_photo"),
    path("chu-the/<slug:slug>/", goods.producer, name="producer"),
    path("trang/<slug:slug>/", texts.text, name="page"),
    path("tuoi/", age.age, name="age"),
    path("hinh/<slug:slug>-<int:width>.webp", pictures.art, name="art"),
    path("hinh/chu-the/<slug:slug>-<int:width>.webp", pictures.emblem, name="emblem"),
    path("media/<path:path>", pictures.media, name="media"),
    path("favicon.ico", texts.favicon, name="favicon"),
    path("robots.txt", texts.robots, name="robots"),
    path("sitemap.xml", texts.sitemap, name="sitemap"),
]
