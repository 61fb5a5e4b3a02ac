"""Addresses of the API: operations under /api/, their description, a page for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from ninja import NinjaAPI

from dangvien import __version__
from dangvien.api import description, imports, members, organisations, problems, session
from dangvien.api.callers import declared, signed_in

api = NinjaAPI(
    title="dangvien", version=__version__, openapi_url="", docs_url="", auth=signed_in,
    description="Sổ tổ chức đảng và đảng viên: tìm, mở hồ sơ, cây tổ chức, nhập danh sách.",
    urls_namespace="api",
)  # fmt: skip
problems.declare(api)
for router in (session.router, members.router, organisations.router, imports.router):
    api.add_router("", router)

OPERATIONS: list[Callable[..., Any]] = [
    session.session_of, members.search_members, members.member_record, members.reveal_identifier,
    organisations.organisation_tree, imports.upload_list, imports.import_state,
    imports.commit_list, imports.undo_list,
]  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/openapi.json", description.openapi, {"api": api}, name="api-openapi"),
    path("api/", include((declared(api, OPERATIONS), "api"))),
]
