"""What allauth's views lack here: the status of a form with mistakes, the frame of a half sign-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

UNSOUND = 422


class Page:
    """Mixed into a view of allauth."""

    request: HttpRequest
    door = False  # shown before one is fully signed in: no places, no search

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's data; a half sign-in is no sign-in for the frame."""
        data: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return data | ({"signed_in": False} if self.door else {})

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with what was typed, marked as not done."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == HttpResponse.status_code:
            response.status_code = UNSOUND
        return response


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of pages that serve the set-up as well as afterwards."""
    whole = request.user.is_authenticated and request.user.has_second_factor
    return {} if whole else {"signed_in": False}
