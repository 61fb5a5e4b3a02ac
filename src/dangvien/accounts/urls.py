"""Addresses of this app. allauth's views are mounted one by one, each with its policy; no other of
its addresses exists. Its names are kept, for it redirects by them."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.accounts.views import entry, factors, key, own

urlpatterns: list[URLPattern] = [
    path("dang-nhap/", entry.log_in, name="account_login"),
    path("dang-nhap/khoa/", entry.passkey, name="mfa_login_webauthn"),
    path("ma-mot-lan/", entry.code, name="mfa_authenticate"),
    path("dang-xuat/", entry.log_out, name="account_logout"),
    path("bao-mat/", own.security, name="mfa_index"),
    path("bao-mat/lop-hai/", factors.choose, name="second_factor"),
    path("bao-mat/ma/", factors.add_code_app, name="mfa_activate_totp"),
    path("bao-mat/ma/bo/", factors.remove_code_app, name="mfa_deactivate_totp"),
    path("bao-mat/khoa/", factors.add_passkey, name="mfa_add_webauthn"),
    path("bao-mat/khoa/<int:pk>/bo/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("bao-mat/ma-du-phong/", factors.paper_codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/moi/", factors.new_paper_codes, name="mfa_generate_recovery_codes"),
    path("bao-mat/thiet-bi/<int:pk>/dang-xuat/", own.end_session, name="end_session"),
    path("bao-mat/mat-khau/", own.password, name="account_change_password"),
    path("bao-mat/xac-minh/", own.again_by_password, name="account_reauthenticate"),
    path("bao-mat/xac-minh/ma/", own.again_by_code, name="mfa_reauthenticate"),
    path("bao-mat/xac-minh/khoa/", own.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("cat-khoa/", key.keep, name="keep_key"),
]
