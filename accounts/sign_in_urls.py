"""Signing in and out: allauth's views under Vietnamese addresses, with allauth's names."""

from allauth.account import views
from django.urls import path

from accounts.views import keys
from accounts.views.again import again

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("dang-ky/", views.signup, name="account_signup"),
    path("dang-nhap/ma/", views.request_login_code, name="account_request_login_code"),
    path("dang-nhap/nhap-ma/", views.confirm_login_code, name="account_confirm_login_code"),
    path("xac-nhan-so/", views.verify_phone, name="account_verify_phone"),
    path("doi-so/", views.change_phone, name="account_change_phone"),
    path("doi-mat-khau/", views.password_change, name="account_change_password"),
    path("dat-mat-khau/", views.password_set, name="account_set_password"),
    path("xac-nhan-lai/", again, name="account_reauthenticate"),
    path("dang-nhap/khoa/", keys.sign_in, name="mfa_login_webauthn"),
    path("dang-nhap/khoa-thu-hai/", keys.SecondLockView.as_view(), name="mfa_authenticate"),
    path("khoa/", keys.keys, name="mfa_list_webauthn"),
    path("khoa/them/", keys.add, name="mfa_add_webauthn"),
    path("khoa/ma-du-phong/", keys.spare_codes, name="mfa_view_recovery_codes"),
    path("khoa/<int:pk>/", keys.key, name="mfa_edit_webauthn"),
    path("khoa/<int:pk>/go/", keys.removal, name="mfa_remove_webauthn"),
    path("da-khoa/", views.account_inactive, name="account_inactive"),
]
