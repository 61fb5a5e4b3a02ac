"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dangvien.members.views import editing, events, listing, paper, record

urlpatterns = [
    path("dang-vien/", listing.people, name="members"),
    path("dang-vien/<uuid:uid>/", record.record, name="member"),
    path("dang-vien/<uuid:uid>/hien/<slug:kind>/", record.reveal, name="member_reveal"),
    path("dang-vien/<uuid:uid>/sua/", editing.edit, name="member_edit"),
    path("dang-vien/<uuid:uid>/su-kien/", events.happen, name="member_event"),
    path("dang-vien/<uuid:uid>/in/", paper.paper, name="member_print"),
    path("dang-vien/<uuid:uid>/ai-da-xem/", record.viewers, name="member_viewers"),
]
