"""Words said in public: the buyer's side, the asker's, and the moderator's."""

from django.urls import path

from marketplace.voices.views import asking, flagging, leaving, moderating, writing

app_name = "voices"
urlpatterns = [
    path("don-hang/<slug:code>/danh-gia/<int:line>/", writing.write, name="write"),
    path(
        "don-hang/<slug:code>/danh-gia/<int:line>/rut-lai/", writing.withdrawal, name="withdrawal"
    ),
    path("don-hang/<slug:code>/danh-gia/<int:line>/y-kien/", writing.appeal, name="appeal"),
    path("danh-gia/viet/<str:code>/", leaving.leave, name="leave"),
    path("san-pham/<slug:slug>/danh-gia/viet/", leaving.leave_product, name="leave_product"),
    path("san-pham/<slug:slug>/hoi-dap/hoi/", asking.ask, name="ask"),
    path("cau-hoi/<int:pk>/", asking.question, name="question"),
    path("cau-hoi/<int:pk>/ma/", asking.code, name="question_code"),
    path("bao-loi/<slug:kind>/<int:pk>/", flagging.flag, name="flag"),
    path("can-bo/loi-nguoi-mua/", moderating.moderation, name="moderation"),
    path("can-bo/loi-nguoi-mua/<slug:kind>/<int:pk>/", moderating.moderated, name="moderated"),
    path(
        "can-bo/loi-nguoi-mua/<slug:kind>/<int:pk>/de-nguyen/",
        moderating.flags_settled,
        name="flags_settled",
    ),
]
