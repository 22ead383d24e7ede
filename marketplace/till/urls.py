"""Selling at the stall, under /gian-hang/…/ban-tai-quay/."""

from django.urls import path

from marketplace.till import papers, views

app_name = "till"
HERE = "gian-hang/<slug:producer>/ban-tai-quay/"
urlpatterns = [
    path(HERE, views.home, name="home"),
    path(f"{HERE}mon/", views.item, name="item"),
    path(f"{HERE}ngay/", papers.day, name="day"),
    path(f"{HERE}ma-dan-quay/", papers.table_code, name="table_code"),
    path(f"{HERE}don/<slug:code>/", views.sale, name="sale"),
    path(f"{HERE}don/<slug:code>/tinh-trang/", views.standing, name="standing"),
    path(f"{HERE}don/<slug:code>/ma.svg", views.picture, name="picture"),
    path(f"{HERE}don/<slug:code>/thoi/", views.dropping, name="dropping"),
    path(f"{HERE}don/<slug:code>/da-dua/", views.handing, name="handing"),
    path(f"{HERE}don/<slug:code>/tra-lai/", views.returning, name="returning"),
    path(f"{HERE}don/<slug:code>/bien-nhan/", views.receipt, name="receipt"),
    path(f"{HERE}don/<slug:code>/nhan-khoan/<int:pk>/", views.assigning, name="assigning"),
]
