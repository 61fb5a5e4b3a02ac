"""Errors of the API: `application/problem+json` (RFC 9457) in Vietnamese, never a value of anybody."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dangvien.accounts.policy import OPEN, Refused, policy
from dangvien.exchange.actions import Impossible
from dangvien.files.problem import InputProblem
from dangvien.members.actions import Stale

TITLES = {
    400: "Yêu cầu chưa đúng dạng",
    401: "Đồng chí cần đăng nhập lại",
    403: "Thiếu mã chống giả mạo của phiên",
    404: "Không có ở đây, hoặc không thuộc phạm vi đồng chí được giao",
    409: "Không làm được ở trạng thái này",
    413: "Tệp lớn quá",
    422: "Có ô chưa đúng",
    503: "Máy chủ đang bận",
}


class Wrong(Schema):
    """One field that is wrong, and what to look at."""

    field: str
    detail: str


class Problem(Schema):
    """What did not happen and why."""

    title: str
    status: int
    detail: str = ""
    wrong: list[Wrong] = Field(default_factory=list)


DECLARED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


class BadCursor(Exception):  # noqa: N818
    """The cursor is none of ours."""


def problem(status: int, detail: str = "", wrong: list[Wrong] | None = None) -> HttpResponse:
    """One error as problem+json."""
    told = Problem(title=TITLES.get(status, "Chưa làm được"), status=status, detail=detail,
                   wrong=wrong or [])  # fmt: skip
    text = json.dumps(told.dict(), ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json")


def absent_or(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page of what is not there for people, the same as a problem for programs."""

    @policy(OPEN)
    def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return problem(404) if request.path.startswith("/api/") else page(request, exception)

    return absent


def declare(api: NinjaAPI) -> None:
    """Give every error its one shape."""

    @api.exception_handler(Http404)
    @api.exception_handler(Refused)
    def absent(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(404)

    @api.exception_handler(Impossible)
    def conflict(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(409, str(error))

    @api.exception_handler(BadCursor)
    def bad_cursor(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(400, "Dấu trang “after” không do máy này cấp; đồng chí tìm lại từ đầu.")

    @api.exception_handler(Stale)
    def stale(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(409, "Hồ sơ vừa được người khác sửa; đồng chí mở lại rồi làm tiếp.")

    @api.exception_handler(InputProblem)
    def refused_file(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(422, str(error), [Wrong(field="file", detail=str(error))])

    @api.exception_handler(ValidationError)
    def wrong_fields(request: HttpRequest, error: Exception) -> HttpResponse:
        told = [_wrong(one) for one in getattr(error, "errors", [])]
        return problem(422, "Đồng chí xem lại các ô nêu dưới đây.", told)

    @api.exception_handler(AuthenticationError)
    def signed_out(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(401)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code)


_WHY = {
    "missing": "Chưa có ô này.",
    "extra_forbidden": "Ô này không nhận.",
    "uuid_parsing": "Mã hồ sơ không đúng dạng.",
    "string_too_long": "Dài quá.",
    "string_too_short": "Ngắn quá.",
}


def _wrong(error: dict[str, object]) -> Wrong:
    """Where and why, in our words: pydantic's own would repeat what was typed."""
    place = error.get("loc")
    parts = [str(part) for part in place] if isinstance(place, tuple | list) else []
    kind = str(error.get("type", ""))
    told = str(error.get("msg", "")).removeprefix("Value error, ")
    detail = told if kind == "value_error" else _WHY.get(kind, "Giá trị chưa đúng dạng.")
    return Wrong(field=".".join(parts[1:]), detail=detail)
