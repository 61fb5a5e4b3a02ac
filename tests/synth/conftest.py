"""One small nation per corruptor and one commune, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangvien import synth
from synth.nations import MEMBERS, Nation


@pytest.fixture(scope="session", params=["a", "b"])
def nation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """A nation of 12,000 by either corruptor."""
    folder = tmp_path_factory.mktemp(f"nation-{request.param}")
    synth.build(MEMBERS, 5, folder, "parquet", corruptor=request.param)
    return Nation(folder)


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Đảng bộ xã Tam Lư."""
    folder = tmp_path_factory.mktemp("tam-lu")
    synth.commune(1, folder)
    return folder
