"""Who holds what: accounts and grants of a unit, roles on one screen, the links people come in by."""

from dangvien.orgs.views.people.urls import urlpatterns

__all__ = ["urlpatterns"]
