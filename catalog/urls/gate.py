"""A stall's papers and proposals, under /gian-hang/<stall>/."""

from django.urls import path

from catalog.views import stall_papers

app_name = "gate"
OF_GOODS = "san-pham/<slug:slug>"
urlpatterns = [
    path("giay-to/", stall_papers.papers, name="papers"),
    path("giay-to/nop/<slug:which>/", stall_papers.new_paper, name="new_paper"),
    path("giay-to/<int:pk>/ban-chup/", stall_papers.paper_file, name="paper_file"),
    path(f"{OF_GOODS}/giay-to/<slug:which>/", stall_papers.goods_paper, name="goods_paper"),
    path(f"{OF_GOODS}/de-nghi/<int:pk>/rut/", stall_papers.amendment_end, name="amendment_end"),
]
