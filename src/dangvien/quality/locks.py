"""Whether a unit has signed: campaigns put their answers in `source` and `why`; corrections ask here."""

from __future__ import annotations

from collections.abc import Callable

from dangvien.members.locking import Locked
from dangvien.orgs.models import Organisation

SIGNED = (
    "Dữ liệu của {unit} đã ký xác nhận nên chưa sửa được. Nhờ Ban Xây dựng Đảng mở lại; "
    "việc mới xảy ra (chuyển, từ trần…) thì vẫn ghi sự kiện được."
)
source: Callable[[Organisation], bool] | None = None  # signed
why: Callable[[Organisation], str] | None = None  # signed, or not yet open; in words


def locked(unit: Organisation) -> bool:
    """Whether a unit's data is signed: nothing of it is corrected until somebody opens it again."""
    return source is not None and source(unit)


def signed(unit: Organisation) -> str:
    """Why nothing can be corrected in a unit at all; "" when it can."""
    if not locked(unit):
        return ""
    return (why(unit) if why else "") or SIGNED.format(unit=unit.name)


def require_open(unit: Organisation) -> None:
    """Refuse a campaign's correction in a unit that has signed, or whose turn has not come."""
    told = signed(unit) or (why(unit) if why else "")
    if told:
        raise Locked({"version": told})
