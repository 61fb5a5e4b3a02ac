"""A role on a unit reaches its subtree and nothing else."""

from __future__ import annotations

import pytest

from dangvien.orgs.scope import paths
from register import Register


@pytest.mark.django_db
def test_hung_sees_his_cell_and_mai_the_commune(register: Register) -> None:
    assert paths(register.hung, "member.read") == [register.na_loc.path]
    assert paths(register.mai, "member.read") == [register.commune.path]


@pytest.mark.django_db
def test_a_stranger_sees_nothing_and_a_leader_no_member(register: Register) -> None:
    assert paths(register.khach, "member.read") == []
    assert paths(register.leader, "member.read") == []
    assert paths(register.leader, "org.read") == [register.commune.path]
