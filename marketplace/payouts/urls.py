"""Producers' money under /gian-hang/…/tien/, payout runs and tax papers under /chi-tra/."""

from django.urls import include, path

from marketplace.payouts.views import operators, producers, straight, taxes

app_name = "payouts"

OF_A_STALL = [
    path("", producers.of_stall, name="money"),
    path("tai-khoan/", producers.account, name="account"),
    path("tai-khoan/<int:pk>/dung/", producers.account_stop, name="account_stop"),
    path("sao-ke.<slug:form>", producers.file, name="statement"),
    path("phieu/<int:pk>.svg", straight.bill_code, name="bill_code"),
    path("khau-tru-<int:year>.<slug:form>", producers.certificate, name="certificate"),
]
OF_A_RUN = [
    path("", operators.run, name="run"),
    path("duyet/", operators.approval, name="approval"),
    path("bo/", operators.dropping, name="dropping"),
    path("tep.<slug:form>", operators.bank_file, name="bank_file"),
    path("khoan/<int:pk>/", operators.payout, name="payout"),
    path("khoan/<int:pk>/tra-lai/", operators.giving_back, name="giving_back"),
]
urlpatterns = [
    path("gian-hang/<slug:producer>/tien/", include(OF_A_STALL)),
    path("chi-tra/", operators.runs, name="runs"),
    path("chi-tra/tai-khoan/", straight.accounts, name="accounts"),
    path("chi-tra/tai-khoan/<int:pk>/", straight.confirmation, name="confirmation"),
    path("chi-tra/phieu/", straight.bills, name="bills"),
    path("chi-tra/phieu/<int:pk>/", straight.bill, name="bill"),
    path("chi-tra/thue/", taxes.taxes, name="taxes"),
    path("chi-tra/thue/<int:year>-<int:month>.<slug:form>", taxes.declaration, name="declaration"),
    path(
        "chi-tra/phi-san/<int:year>-<int:month>.<slug:form>", taxes.commissions, name="commissions"
    ),
    path("chi-tra/dot/<slug:code>/", include(OF_A_RUN)),
]
