"""Whether a unit has signed: campaigns put their answers in `source` and `why`; corrections ask here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from dangvien.members.locking import Locked
from dangvien.orgs.models import Organisation

SIGNED = (
    "Dữ liệu của {unit} đã ký xác nhận nên chưa sửa được. Nhờ Ban Xây dựng Đảng mở lại; "
    "việc mới xảy ra (chuyển, từ trần…) thì vẫn ghi sự kiện được."
)
source: Callable[[Sequence[Organisation]], Collection[int]] | None = None  # those that signed
why: Callable[[Organisation], str] | None = None  # signed, or not yet open; in words


def locked(unit: Organisation) -> bool:
    """Whether a unit's data is signed: nothing of it is corrected until somebody opens it again."""
    return source is not None and unit.pk in source([unit])


def signed(unit: Organisation) -> str:
    """Why nothing can be corrected in a unit at all; "" when it can."""
    return signed_among([unit])


def signed_among(units: Sequence[Organisation]) -> str:
    """Why nothing can be corrected in the first of these units that has signed; one question for all."""
    found = source(units) if source is not None and units else ()
    unit = next((one for one in units if one.pk in found), None)
    if unit is None:
        return ""
    return (why(unit) if why else "") or SIGNED.format(unit=unit.name)


def require_open(unit: Organisation) -> None:
    """Refuse a campaign's correction in a unit that has signed, or whose turn has not come."""
    told = signed(unit) or (why(unit) if why else "")
    if told:
        raise Locked({"version": told})
