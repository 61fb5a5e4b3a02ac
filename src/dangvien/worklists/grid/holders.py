"""What the grid calls those who have a thing: "Tôi", "Chi bộ", "Công an xã", "Tỉnh ủy"."""

from __future__ import annotations

from dangvien.orgs.words import short


def named(root: str, own: str, province: bool) -> dict[str, str]:
    """Holder → words, as seen from a unit; with the name of the one on top of all."""
    if province:
        return {
            "officer": "Xã, phường", "cell": "Chi bộ", "police": "Công an", "above": "Tôi",
        }  # fmt: skip
    kind = short(own).lower()
    ward = next((word for word in ("xã", "phường") if kind.startswith(word)), "")
    return {
        "officer": "Tôi", "cell": "Chi bộ", "police": f"Công an {ward}".rstrip(),
        "above": _committee(short(root).lower()),
    }  # fmt: skip


def _committee(name: str) -> str:
    if name.startswith("tỉnh"):
        return "Tỉnh ủy"
    return "Thành ủy" if name.startswith("thành phố") else "Cấp trên"
