"""Questions of the demonstration: some answered, two that the province has, some that wait here."""

from __future__ import annotations

from datetime import date

from dangvien.cli.demo.calendar import DAYS
from dangvien.cli.demo.cast import Cast
from dangvien.cli.demo.reserving import LOST
from dangvien.cli.demo.working import Work
from dangvien.quality.actions import questions
from dangvien.quality.models import Finding, Question

_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _TODAY = DAYS
_LOST = "Quyết định đã thất lạc, ghi ngày theo lý lịch đảng viên có được không?"
_TWO_DAYS = "Lý lịch và thẻ ghi hai ngày khác nhau, lấy ngày nào làm chuẩn?"
_PRINTER = "Phiếu đi thăm nhà in ra bị lệch khổ giấy, chỉnh thế nào?"
_FONT = "Danh sách cũ gõ phông cũ, chép tên sang bị lỗi chữ thì làm thế nào?"
_AWAY = "Đảng viên sinh hoạt tạm thời nơi khác thì chi bộ nào rà hồ sơ?"
_SLOW = "Buổi tối trang danh sách việc mở chậm, có cách nào khác không?"
_CHECK = "Số trên thẻ khác số trong hồ sơ, nhờ Công an xã tra lại."
_WITH = "Xã chưa có hướng dẫn cho trường hợp này, kính hỏi Ban Tổ chức Tỉnh ủy."
_AT_POLICE = 3  # asked one by one; the officer hands the others over together


def day(cast: Cast, on: date, work: Work) -> None:
    """What is asked and answered on a day."""
    if on == _FIRST:
        one = _technical(cast, "Chi bộ Trường THCS", _PRINTER)
        said = "Chọn khổ A4, tỷ lệ 100 % trong hộp in; không chọn “vừa trang”."
        questions.answer(actor=cast.officer, question=one, said=said)
        questions.close(actor=cast.secretaries["Chi bộ Trường THCS"], question=one)
    elif on == _SECOND:
        one = _technical(cast, "Chi bộ bản Hón Pháy", _FONT)
        _technical(cast, "Chi bộ Trường Mầm non", _FONT)
        questions.pass_up(
            actor=cast.second, question=one, said="Hai chi bộ cùng gặp, xin hướng dẫn."
        )
        said = "Nhập cả tệp, phần mềm tự đổi phông rồi cho xem trước; đừng chép tay từng tên."
        questions.answer(actor=cast.province, question=one, said=said)
    elif on == _THIRD:
        _lost(cast, work)
        for pk in sorted(at_police(work)):
            _police(cast, pk)
    elif on == _FOURTH:
        _send_up(cast, work)
    elif on == _FIFTH:
        questions.ask(actor=cast.secretaries["Chi bộ bản Co Muồng"], findings=[], kind="doubt",
                      said=_AWAY)  # fmt: skip
    elif on == _TODAY:
        _technical(cast, "Chi bộ bản Na Nghịu", _SLOW)


def at_police(work: Work) -> set[int]:
    """Of those whom the police look up, the ones asked about by their own secretaries."""
    return set(sorted(work.kept.police)[:_AT_POLICE])


def _technical(cast: Cast, name: str, said: str) -> Question:
    return questions.ask(actor=cast.secretaries[name], findings=[], kind="technical", said=said)


def _police(cast: Cast, person: int) -> None:
    about = _of({person})
    questions.ask(actor=cast.secretaries[about[0].unit.name], findings=about, kind="police",
                  said=_CHECK)  # fmt: skip


def _lost(cast: Cast, work: Work) -> None:
    """Every cell that has such a case asks the same: it becomes one question."""
    by_cell: dict[str, list[Finding]] = {}
    for one in _of(work.kept.above):
        if one.rule == LOST:
            by_cell.setdefault(one.unit.name, []).append(one)
    for name, about in by_cell.items():
        questions.ask(actor=cast.secretaries[name], findings=about, kind="doubt", said=_LOST)


def _send_up(cast: Cast, work: Work) -> None:
    """The officer passes up what the cells asked, and asks about the others herself."""
    waiting = Question.objects.filter(kind="doubt", state="open", same_as=None, at=cast.commune)
    questions.send_up(actor=cast.officer, questions=list(waiting.order_by("pk")), said=_WITH)
    asked = set(Finding.objects.filter(questions__in=waiting).values_list("person", flat=True))
    asked |= set(Finding.objects.filter(questions__said=_LOST).values_list("person", flat=True))
    questions.ask(actor=cast.officer, findings=_of(work.kept.above - asked), kind="doubt",
                  said=_TWO_DAYS)  # fmt: skip


def _of(people: set[int]) -> list[Finding]:
    rows = Finding.objects.alive().filter(person__in=people, severity="E", state=Finding.OPEN)
    return list(rows.select_related("unit").order_by("pk"))
