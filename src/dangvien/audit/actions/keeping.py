"""Keeping the checkpoint of a lower register: a witness outside it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dangvien.audit import statement
from dangvien.audit.actions.recording import record
from dangvien.audit.models import Kept
from dangvien.audit.plain import line
from dangvien.audit.statement import BadStatement, Statement, fingerprint


@transaction.atomic
def keep(*, actor: Any, content: bytes, name: str) -> Kept:
    """Verify and keep what was handed up; `BadStatement` says in Vietnamese why it cannot be.

    Two checkpoints of one register must agree: the later one has no shorter chain, and a chain of the
    same length has the same head. Whether a longer chain truly continues the shorter one is for
    `scripts/verify_audit.py`, which sees the entries.
    """
    new = statement.read(content)
    whose = fingerprint(new.public_key)
    for row in Kept.objects.select_for_update().filter(fingerprint=whose).order_by("at", "pk"):
        _agree(_statement(row), new)
    kept = Kept.objects.create(
        fingerprint=whose, name=line(name, 200), at=new.at, content=new.content(),
        kept_by=line(actor, 200),
    )  # fmt: skip
    record(
        actor=actor, action="checkpoint.keep", subject=f"kept:{kept.pk}",
        data={"root": new.root, "name": kept.name, "count": new.length},
    )  # fmt: skip
    return kept


def _statement(kept: Kept) -> Statement:
    said = kept.content
    return statement.stored(kept.at, said["heads"], said["public_key"], said["signature"])


def _agree(old: Statement, new: Statement) -> None:
    if (old.at, old.root) == (new.at, new.root):
        raise BadStatement("Điểm chốt này đã được giữ từ trước, không cần giữ lại.")
    early, late = (old, new) if old.at <= new.at else (new, old)
    for number, (length, head) in early.heads.items():
        later, later_head = late.heads.get(number, (0, ""))
        if later < length:
            raise BadStatement(
                f"Chuỗi {number} ngắn đi so với điểm chốt trước ({length} bút toán, nay còn {later}): "
                "nhật ký của đơn vị ấy đã bị cắt. Không giữ; đồng chí báo ngay người phụ trách."
            )
        if later == length and later_head != head:
            raise BadStatement(
                f"Chuỗi {number} cùng {length} bút toán mà khác nội dung so với điểm chốt đã giữ: "
                "nhật ký của đơn vị ấy đã bị viết lại. Không giữ; đồng chí báo ngay người phụ trách."
            )
