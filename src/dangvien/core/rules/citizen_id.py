"""Citizen ids: V04 there, V05 well formed, V06 known prefix, V07 and V08 agree with the person."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, active, empty, faulty, given

_LAW = "Luật Căn cước; Nghị định 137/2015/NĐ-CP"
_LOOK = "Nhìn thẻ căn cước hoặc bản sao trong hồ sơ, chép đủ 12 số."
_valid = pl.col("citizen_id__valid")
_id_year = pl.col("citizen_id__year")
_birth_year = pl.col("birth_date__first").dt.year()
# A birth date in the future is one cause already (V12).
_born = _valid & (pl.col("birth_date__first") <= pl.col("as_of"))

V04 = Rule(
    code="V04",
    title="Đảng viên đang sinh hoạt phải có số căn cước",
    field="citizen_id",
    severity="E",
    dimension="du",
    basis="Quy định 339-QĐ/TW",
    why="Chưa có số căn cước thì không đồng bộ được lên Sổ tay đảng viên điện tử.",
    how=_LOOK,
    cases=(
        Case(
            key="missing_but_card",
            when=pl.col("citizen_id").is_null() & active()
            & pl.col("card_number").str.contains(r"^\d{12}$"),
            says="Chưa có số căn cước; số thẻ đảng viên 12 số có thể chính là số này: {fix}.",
            fix=pl.col("card_number"),
            confidence=0.6,
            missing=True,
        ),
        empty("citizen_id", "Chưa có số căn cước.", when=active()),
    ),
    good=(
        {},
        {"citizen_id": None, "status": "Từ trần"},
        {"citizen_id": None, "status": "Miễn sinh hoạt"},
        {"citizen_id": "99175004321"},  # V05
        {"citizen_id": "0" * 12},  # V25
    ),
    bad=({"citizen_id": None}, {"citizen_id": None, "card_number": "099175004321"}),
)  # fmt: skip

V05 = Rule(
    code="V05",
    title="Số căn cước gồm đúng 12 chữ số",
    field="citizen_id",
    severity="E",
    dimension="dung",
    basis=_LAW,
    why="Không đủ 12 số thì không đồng bộ được lên Sổ tay đảng viên điện tử.",
    how=_LOOK,
    cases=(
        faulty(
            "citizen_id", "nine_digits",
            "Số căn cước đang ghi {fix}, chỉ có 9 chữ số, thường là số chứng minh nhân dân cũ.",
            how="Chép 12 số trên thẻ căn cước; số cũ ghi sang ô Số CMND cũ.",
        ),
        faulty(
            "citizen_id", "lost_zero",
            "Số căn cước thiếu chữ số, có thể đã mất số 0 ở đầu khi mở bằng Excel.",
        ),
        faulty("citizen_id", "rounded", "Số căn cước đã bị Excel làm tròn, mất các chữ số cuối."),
        faulty("citizen_id", "letters", "Số căn cước có lẫn chữ cái hoặc ký tự lạ."),
        faulty("citizen_id", "length", "Số căn cước không đủ hoặc thừa chữ số."),
        Case(
            key="future_year",
            when=_id_year > pl.col("as_of").dt.year(),
            says="Theo số căn cước thì năm sinh là {detail}, sau hôm nay.",
            why="Số căn cước ghi nhầm thì không đồng bộ được lên Sổ tay đảng viên điện tử.",
            detail=_id_year.cast(pl.String),
        ),
    ),
    good=(
        {},
        {"citizen_id": "099 175 004321"},
        {"citizen_id": "099.175.004.321"},
        {"citizen_id": None},
        {"citizen_id": "0" * 12},
    ),
    bad=(
        {"citizen_id": "172" + "604835"},
        {"citizen_id": "99175004321"},
        {"citizen_id": "9.9175E+10"},
        {"citizen_id": "O99175004321"},
        {"citizen_id": "0991750043" + "210"},
        {"citizen_id": "0991750"},
        {"citizen_id": "099330004321"},
    ),
)  # fmt: skip

V06 = Rule(
    code="V06",
    title="Ba số đầu của số căn cước là mã nơi đăng ký khai sinh",
    field="citizen_id",
    severity="W",
    dimension="dung",
    basis=_LAW + "; Thông tư 07/2016/TT-BCA",
    why="Mã không có trong danh mục thì thường là gõ nhầm một số.",
    how=_LOOK + " Nếu thẻ đúng là như vậy (sinh ở nước ngoài) thì giữ nguyên.",
    cases=(
        Case(
            key="unknown_prefix",
            when=pl.col("citizen_id__prefix") == "unknown",
            says="Ba số đầu {detail} của số căn cước không phải mã tỉnh, thành phố nào.",
            detail=pl.col("citizen_id").str.slice(0, 3),
        ),
    ),
    good=({}, {"citizen_id": "038175" + "000000"}, {"citizen_id": "99175004321"}),
    bad=({"citizen_id": "097175" + "004321"}, {"citizen_id": "000175" + "004321"}),
)

V07 = Rule(
    code="V07",
    title="Số căn cước khớp giới tính và thế kỷ sinh",
    field="citizen_id",
    severity="W",
    dimension="dung",
    basis=_LAW,
    why="Chữ số thứ tư cho biết giới tính và thế kỷ sinh; lệch thường do ghi nhầm số người khác.",
    how="So số căn cước, giới tính và ngày sinh với thẻ căn cước; sửa chỗ ghi nhầm.",
    cases=(
        Case(
            key="sex",
            when=_valid & pl.col("sex").is_in(["nam", "nữ"])
            & (pl.col("citizen_id__sex") != pl.col("sex")),
            says="Theo số căn cước thì giới tính là {detail}, khác với danh sách.",
            detail=pl.col("citizen_id__sex"),
        ),
        Case(
            key="century",
            when=_born & (_id_year % 100 == _birth_year % 100) & (_id_year != _birth_year),
            says="Theo số căn cước thì năm sinh là {detail}, lệch thế kỷ với danh sách.",
            detail=_id_year.cast(pl.String),
        ),
    ),
    good=(
        {},
        {"sex": None},
        {"sex": "Nam", "citizen_id": "099075004321"},
        {"birth_date": "1975"},
        {"birth_date": "19/05/1976"},  # V08
        {"sex": "Nam", "citizen_id": "99175004321"},  # V05
    ),
    bad=({"sex": "Nam"}, {"birth_date": "04/02/2001", "citizen_id": "099101004321"}),
)  # fmt: skip

V08 = Rule(
    code="V08",
    title="Năm sinh trong hồ sơ đảng khớp số căn cước",
    field="birth_date",
    severity="W",
    dimension="dung",
    basis="Thông báo 13-TB/TW; Công văn 1901-CV/BTCTW",
    why="Tuổi của đảng viên theo lý lịch gốc khi vào Đảng, không sửa theo thẻ căn cước.",
    how="Xem lý lịch gốc. Nếu lý lịch đúng là như vậy thì giữ cả hai ngày, "
    "ghi ngày trên thẻ vào ô Ngày sinh theo căn cước.",
    cases=(
        Case(
            key="recorded",
            when=_born & (_id_year % 100 != _birth_year % 100) & given("id_birth_date")
            & (pl.col("id_birth_date__first").dt.year() == _id_year),
            says="Năm sinh trong hồ sơ đảng khác thẻ căn cước; cả hai ngày đã được ghi.",
            severity="N",
            detail=_id_year.cast(pl.String),
            how="Giữ cả hai ngày; chỉ cần bảo đảm có căn cứ trong hồ sơ.",
        ),
        Case(
            key="year",
            when=_born & (_id_year % 100 != _birth_year % 100),
            says="Hồ sơ đảng ghi ngày sinh {value}, còn theo số căn cước thì sinh năm {detail}.",
            detail=_id_year.cast(pl.String),
        ),
    ),
    good=(
        {},
        {"birth_date": "1975"},
        {"birth_date": "05/1975"},
        {"birth_date": "31/12/1975"},
        {"birth_date": None},
        {"citizen_id": "0" * 12},
    ),
    bad=(
        {"birth_date": "19/05/1976"},
        {"birth_date": "1974"},
        {"birth_date": "19/05/1976", "id_birth_date": "19/05/1975"},
    ),
)  # fmt: skip

RULES = (V04, V05, V06, V07, V08)
