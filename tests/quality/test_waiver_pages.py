"""The page of exceptions: asking, granting by somebody else, refusing with a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from dangvien.quality.models import Finding, Waiver
from members.people import lan
from quality.correcting import finding
from register import Register

pytestmark = pytest.mark.django_db
WHY = "Thẻ đảng viên mất, đang chờ cấp lại."


def test_from_asking_to_the_end(register: Register, signed_in: Any) -> None:
    found = finding(lan(register), "card_number", "V15", cause="card")
    hung, mai = signed_in(register.hung), signed_in(register.mai)
    at = f"/ngoai-le/?viec={found.uid}"
    page = hung.get(at).content.decode()
    assert "Đảng bộ xã Tam Lư duyệt rồi mới có hiệu lực" in page
    assert hung.post(at, {"reason": "mất", "until": "29/12/2025"}).status_code == 422
    assert hung.post(at, {"reason": WHY, "until": "29/12/2025"}).status_code == 302
    made = Waiver.objects.get()
    own = hung.get("/ngoai-le/").content.decode()
    assert 'value="duyet"' not in own
    assert "Rút đề nghị" in own
    sent = {"ngoai-le": str(made.pk), "lam": "duyet"}
    assert hung.post("/ngoai-le/", sent).status_code == 404
    waiting = mai.get("/ngoai-le/").content.decode()
    assert WHY in waiting
    assert 'value="duyet"' in waiting
    refused = mai.post("/ngoai-le/", {**sent, "lam": "khong", "answer": "không"})
    assert refused.status_code == 422
    assert mai.post("/ngoai-le/", sent).status_code == 302
    assert Finding.objects.get().state == Finding.WAIVED
    assert "29/12/2025, còn 14 ngày" in mai.get("/ngoai-le/?xem=con").content.decode()
    over = signed_in(register.tinh).post("/ngoai-le/", sent, follow=True)
    assert "Hà Thị Mai đã duyệt" in over.content.decode()
    assert mai.post("/ngoai-le/?xem=con", {**sent, "lam": "thoi"}).status_code == 302
    assert Finding.objects.get().state == Finding.OPEN


@pytest.mark.parametrize("who", ["binh", "leader", "khach"])
def test_for_others_it_is_not_there(register: Register, signed_in: Any, who: str) -> None:
    found = finding(lan(register), "card_number", "V15", cause="card")
    client = signed_in(getattr(register, who))
    assert client.get(f"/ngoai-le/?viec={found.uid}").status_code == 404
    assert client.post("/ngoai-le/", {"ngoai-le": "1", "lam": "duyet"}).status_code == 404
    assert client.get("/ngoai-le/?viec=khong-phai").status_code == 404
