"""Names: V01 there and made of letters, V02 clean characters, V03 regular case."""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, fault, faulty

# A name such as K’Brêu is whole although it is written as one word.
_minority = pl.col("full_name").str.contains(r"^\p{L}{1,2}['’]\p{L}")
_DONE = "Máy đã viết lại, không thêm bớt chữ nào; đồng chí chỉ cần xem qua."

V01 = Rule(
    code="V01",
    title="Họ và tên phải có, đủ họ và tên, chỉ gồm chữ",
    field="full_name",
    severity="E",
    dimension="dung",
    basis="Quy định 339-QĐ/TW",
    why="Thiếu hoặc lẫn ký tự lạ thì không đối chiếu được với thẻ căn cước.",
    how="Chép lại họ và tên đúng như trên thẻ căn cước.",
    cases=(
        Case(
            key="missing",
            when=pl.col("full_name").is_null(),
            says="Dòng này chưa có họ và tên.",
            missing=True,
        ),
        Case(
            key="one_word",
            when=fault("full_name", "one_word") & ~_minority,
            fault_of="full_name",
            says="Họ và tên “{value}” chỉ có một tiếng.",
        ),
        faulty("full_name", "symbols", "Họ và tên “{value}” có ký tự không phải chữ."),
    ),
    good=(
        {},
        {"full_name": "NGUYỄN THỊ HƯỜNG"},
        {"full_name": "H'Hen Niê"},
        {"full_name": "K’Brêu"},
        {"full_name": "Y Moan Ênuôl"},
        {"full_name": "Nguyễn Thị Hường 2"},  # V02
    ),
    bad=(
        {"full_name": None},
        {"full_name": "Hường"},
        {"full_name": "Nguyễn Thị # Hường"},
    ),
)

V02 = Rule(
    code="V02",
    title="Họ và tên không lẫn ký tự ẩn, chữ số, lỗi phông chữ",
    field="full_name",
    severity="E",
    dimension="sach",
    why="Nhìn giống nhau nhưng máy coi là hai tên khác nhau, nên tìm và đối chiếu không ra.",
    how="Xem lại họ và tên theo thẻ căn cước rồi ghi đúng.",
    cases=(
        faulty("full_name", "garbled", "Họ và tên “{value}” bị lỗi phông chữ."),
        faulty("full_name", "digits", "Họ và tên “{value}” có lẫn chữ số."),
        faulty("full_name", "title", "Ô họ và tên “{value}” có thêm cách xưng hô hoặc ghi chú."),
        Case(
            key="legacy",
            when=fault("full_name", "legacy"),
            fault_of="full_name",
            says="Họ và tên gõ bằng phông chữ cũ; đã chuyển thành “{fix}”.",
            fix=pl.col("full_name"),
            confidence=1.0,
            fixed=True,
            how=_DONE,
        ),
        Case(
            key="noise",
            when=fault("full_name", "noise"),
            fault_of="full_name",
            says="Họ và tên có dấu cách thừa hoặc ký tự ẩn; đã viết lại thành “{fix}”.",
            fix=pl.col("full_name"),
            confidence=1.0,
            fixed=True,
            how=_DONE,
        ),
    ),
    good=({}, {"full_name": "  Nguyễn Thị Hường "}, {"full_name": "Nguyễn Thị Hoà"}),
    bad=(
        {"full_name": "Nguyễn  Thị Hường"},
        {"full_name": "Nguyễn Thị Hươ\u0300ng"},
        {"full_name": "Nguyễn Thị\u200b Hường"},
        {"full_name": "Nguyễn Thị Hường 2"},
        {"full_name": "Đ/c Nguyễn Thị Hường"},
        {"full_name": "Nguyễn Thị Hường (mới chuyển)"},
        {"full_name": "Nguy\ufffdn Thị Hường"},
    ),
)

V03 = Rule(
    code="V03",
    title="Họ và tên viết hoa đều",
    field="full_name",
    severity="N",
    dimension="thong_nhat",
    why="Viết cùng một kiểu thì danh sách dễ đọc và dễ đối chiếu.",
    how=_DONE,
    cases=(
        Case(
            key="case",
            when=fault("full_name", "case"),
            fault_of="full_name",
            says="Họ và tên “{value}” viết hoa chưa đều; đã viết lại thành “{fix}”.",
            fix=pl.col("full_name"),
            confidence=1.0,
            fixed=True,
        ),
    ),
    good=({}, {"full_name": "NGUYỄN THỊ HƯỜNG"}, {"full_name": "H'Hen Niê"}),
    bad=({"full_name": "nguyễn thị hường"}, {"full_name": "Nguyễn thị Hường"}),
)

RULES = (V01, V02, V03)
