"""Run by test_duplicates_racing in a process of its own: several people at one pair; prints JSON.

race_pairs.py answer | merge | find
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
ROUNDS = 6


def prepared() -> tuple[Any, list[Any], list[Any]]:
    """The register, its officers, one pair a round."""
    import register as small  # noqa: PLC0415
    from dangvien.quality.models import Pair  # noqa: PLC0415
    from members.people import someone, taken_in  # noqa: PLC0415
    from members.race import THREADS  # noqa: PLC0415
    from quality.pairs import officer  # noqa: PLC0415

    register = small.build()
    officers = [officer(f"can-bo-{n}", register.commune) for n in range(THREADS)]
    pairs = []
    for n in range(ROUNDS):
        told = someone(n, citizen_id="", file_number="", card_number="")
        first, second = (
            taken_in(register.tinh, unit, [told | {"workplace": unit.name}])[0]
            for unit in (register.na_loc, register.party_office)
        )
        pairs.append(
            Pair.objects.create(
                first=first, second=second, org=register.commune, probability=0.95, doubtful=True,
                found_on="2025-12-15",
            )
        )  # fmt: skip
    return register, officers, pairs


def answer() -> dict[str, Any]:
    """Everybody answers at one moment: half say one person, half two."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from dangvien.accounts.policy import Refused  # noqa: PLC0415
    from dangvien.quality import duplicates  # noqa: PLC0415
    from dangvien.quality.models import Opinion, Pair  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415

    _, officers, pairs = prepared()
    told: list[str] = []
    for pair in pairs:

        def work(number: int, pair: Any = pair) -> None:
            said = "same" if number % 2 else "different"
            try:
                duplicates.answer(
                    actor=officers[number], pair=pair, answer=said, reason="đã hỏi chi bộ"
                )
                told.append("taken")
            except (ValidationError, Refused):
                told.append("late")

        together(work)
    states = [
        [pair.state, pair.raised,
         sorted(Opinion.objects.filter(pair=pair, void=False).values_list("answer", flat=True))]
        for pair in Pair.objects.order_by("pk")
    ]  # fmt: skip
    return {"told": len(told), "states": states}


def merge() -> dict[str, Any]:
    """Everybody proposes a merge at one moment, and everybody approves what was proposed."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.db import IntegrityError  # noqa: PLC0415

    from dangvien.accounts.policy import Refused  # noqa: PLC0415
    from dangvien.members.actions import Impossible, Stale  # noqa: PLC0415
    from dangvien.members.models import Person  # noqa: PLC0415
    from dangvien.quality import duplicates  # noqa: PLC0415
    from dangvien.quality.models import Merge, Pair  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415

    _, officers, pairs = prepared()
    Pair.objects.update(state=Pair.SAME)
    done: list[str] = []
    no = (ValidationError, Refused, Impossible, Stale, IntegrityError)
    for pair in pairs:

        def propose(number: int, pair: Any = pair) -> None:
            try:
                duplicates.propose(
                    actor=officers[number], pair=pair, keeps="first", seen=(1, 1),
                    choices={"workplace": "second"}, reason="lý lịch gốc",
                )  # fmt: skip
                done.append("proposed")
            except no:
                pass

        def approve(number: int, pair: Any = pair) -> None:
            made = Merge.objects.select_related("pair").get(pair=pair)
            try:
                duplicates.approve(actor=officers[number], merge=made)
                done.append("merged")
            except no:
                pass

        together(propose)
        together(approve)
    return {
        "proposed": done.count("proposed"), "merged": done.count("merged"),
        "gone": Person.objects.exclude(same_as=None).count(),
        "by_oneself": sum(m.proposed_by_id == m.decided_by_id for m in Merge.objects.all()),
    }  # fmt: skip


def find() -> dict[str, Any]:
    """Everybody looks for the pairs of the same people at one moment."""
    from dangvien.members.models import Person  # noqa: PLC0415
    from dangvien.quality import duplicates  # noqa: PLC0415
    from dangvien.quality.models import Pair  # noqa: PLC0415
    from members.race import together  # noqa: PLC0415

    _, _, pairs = prepared()
    Pair.objects.all().delete()
    ids = list(Person.objects.values_list("pk", flat=True))
    together(lambda _: [duplicates.refresh(people=ids[n : n + 4]) for n in range(0, len(ids), 2)])
    found = list(Pair.objects.values_list("first", "second"))
    wanted = [(one.first_id, one.second_id) for one in pairs]
    return {"twice": len(found) - len(set(found)), "lacking": len(set(wanted) - set(found))}


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    from members.race import run

    run(answer=answer, merge=merge, find=find)
