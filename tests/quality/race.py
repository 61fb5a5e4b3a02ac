"""Run by test_race in a process of its own: several decide on one proposal at once; prints JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
ROUNDS = 6


def approving() -> dict[str, Any]:
    """Four people approve each proposal at one moment; whoever comes second is told who was first."""
    import register as small  # noqa: PLC0415
    from dangvien.members.models import Change  # noqa: PLC0415
    from dangvien.quality.actions import approve, propose  # noqa: PLC0415
    from dangvien.quality.models import Proposal, ReEntry  # noqa: PLC0415
    from dangvien.quality.refusals import Decided  # noqa: PLC0415
    from members.people import someone, taken_in  # noqa: PLC0415
    from members.race import THREADS, together  # noqa: PLC0415

    register = small.build()
    officers = [register.mai, register.tinh] + [
        small.user(f"can_bo_{n}", f"Vi Thị {n}", "commune_officer", register.commune)
        for n in range(THREADS - 2)
    ]
    people = taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, ROUNDS + 1)])
    told: list[str] = []
    named = 0
    for number, person in enumerate(people):
        made = propose(
            actor=register.hung, person=person, version=1, evidence="card",
            values={"citizen_id": f"0991800010{number:02}"},
        )  # fmt: skip
        words: list[str] = []

        def work(n: int, one: Proposal = made, words: list[str] = words) -> None:
            try:
                approve(actor=officers[n], proposal=one)
                told.append("approved")
            except Decided as error:
                told.append("told")
                words.append(error.problems["answer"])

        together(work)
        made.refresh_from_db()
        assert made.decided_by is not None
        named += sum(made.decided_by.full_name in text for text in words)
    return {
        "approved": told.count("approved"), "told": told.count("told"), "named": named,
        "changes": Change.objects.filter(field="citizen_id").count(),
        "applied": Proposal.objects.filter(state=Proposal.APPLIED).count(),
        "lines": ReEntry.objects.count(),
    }  # fmt: skip


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
    from members.race import run

    run(approve=approving)
