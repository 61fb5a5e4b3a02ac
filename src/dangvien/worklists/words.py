"""What the grid calls things: subjects, groups of the same error, what may be done with them, why."""

from __future__ import annotations

from dangvien.core.rules import get

SUBJECTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "chu-viet": ("Chữ viết", ("V01", "V02", "V03")),
    "can-cuoc": ("Căn cước", ("V04", "V05", "V06", "V07", "V09")),
    "dia-chi": ("Địa chỉ", ("V24",)),
    "dien-thoai": ("Điện thoại", ("V22",)),
    "ngay-sinh": ("Ngày sinh", ("V08", "V12")),
    "ngay-the": ("Ngày vào Đảng, thẻ", ("V10", "V13", "V14", "V15", "V16", "V17", "V18", "V33")),
    "danh-muc": ("Dân tộc, tôn giáo, danh mục", ("V23", "V35")),
    "con-thieu": ("Còn thiếu", ("V25", "V31", "V32")),
    "chi-bo": ("Chi bộ, trạng thái", ("V19", "V20", "V21", "V28", "V29", "V30", "V34")),
    "nghi-trung": ("Nghi trùng", ("V11",)),
    "to-chuc": ("Dữ liệu tổ chức", tuple(f"O{n:02}" for n in range(1, 13))),
    "khac": ("Việc khác", ("V26", "V27")),
}  # fmt: skip
SUBJECT_OF: dict[str, str] = {
    rule: key for key, (_, rules) in SUBJECTS.items() for rule in rules
}  # fmt: skip
SEVERITIES: dict[str, str] = {"E": "Chặn đồng bộ", "W": "Cần xem", "N": "Ghi chú"}

# Groups are named by what is wrong; the title of a rule says what is right.
_TITLES: dict[str, str] = {
    "V01": "Họ và tên thiếu hoặc lẫn ký tự lạ",
    "V02": "Họ và tên lẫn ký tự ẩn, chữ số, lỗi phông",
    "V03": "Họ và tên viết hoa chưa đều",
    "V04": "Chưa có số căn cước",
    "V05": "Số căn cước không đủ 12 chữ số",
    "V06": "Ba số đầu căn cước không phải mã tỉnh nào",
    "V07": "Số căn cước lệch giới tính, thế kỷ sinh",
    "V08": "Năm sinh khác số căn cước",
    "V09": "Một số căn cước ghi cho nhiều người",
    "V10": "Số thẻ, số lý lịch trùng với người khác",
    "V11": "Nghi hai hồ sơ của cùng một người",
    "V12": "Ngày sinh thiếu hoặc chưa đúng",
    "V12-N": "Ngày sinh chỉ biết năm hoặc tháng",
    "V13": "Ngày chính thức chưa khớp ngày vào Đảng",
    "V14": "Tuổi khi vào Đảng khác thường",
    "V15": "Đảng viên chính thức thiếu ngày, số thẻ",
    "V16": "Đảng viên dự bị ghi chưa khớp",
    "V17": "Số thẻ đảng viên chưa đúng",
    "V18": "Số lý lịch chưa đúng dạng",
    "V19": "Chi bộ ghi chưa đúng",
    "V20": "Ghi đang sinh hoạt nhưng có dấu hiệu đã rời",
    "V21": "Miễn sinh hoạt chưa có ngày, nghị quyết",
    "V22": "Số điện thoại thiếu hoặc chưa đúng",
    "V23": "Ghi chưa theo danh mục",
    "V24": "Địa chỉ theo đơn vị hành chính cũ",
    "V25": "Điền ký hiệu tạm thay thông tin",
    "V26": "Nghi đảo ngày tháng, ngày thành con số",
    "V27": "Đến mốc Huy hiệu Đảng chưa thấy ghi",
    "V28": "Chưa ghi chi bộ nơi cư trú",
    "V29": "Có ở kỳ trước, kỳ này không thấy",
    "V30": "Bị tính ở hai chi bộ",
    "V31": "Giới tính, ngày vào Đảng, loại đảng viên còn trống",
    "V32": "Dữ liệu cơ bản còn trống",
    "V33": "Các ngày khác chưa đúng lịch",
    "V34": "Chi bộ của dòng khác mục trong danh sách",
    "V35": "Giới tính, loại, trạng thái chưa nhận ra",
    "O01": "Mã tổ chức thiếu hoặc chưa đúng dạng",
    "O02": "Một mã ghi cho nhiều tổ chức",
    "O03": "Mã không theo mã cấp trên",
    "O04": "Tổ chức cấp trên ghi chưa đúng",
    "O05": "Hai tổ chức gần trùng tên",
    "O06": "Tổ chức đã kết thúc còn đảng viên",
    "O07": "Chi bộ chưa đủ đảng viên",
    "O08": "Đảng bộ nhỏ chưa ghi văn bản đồng ý",
    "O09": "Tên còn mang đơn vị hành chính đã bỏ",
    "O10": "Loại hình tổ chức thiếu hoặc đã bỏ",
    "O11": "Bí thư chưa ghi hoặc ghi chưa đúng",
    "O12": "Số đảng viên khác sổ giấy",
}  # fmt: skip
SAFE_WORDS = {"chu-viet": "Chữ viết chưa chuẩn"}
SAFE_DEED = "Không đổi nghĩa, nhận cả loạt được, hoàn tác được"
_DEEDS: dict[str, str] = {
    "V04": "Hỏi đảng viên, ghi rõ nhìn thấy ở đâu",
    "V05": "Phải nhìn thẻ, nhận từng việc",
    "V06": "Phải nhìn thẻ, nhận từng việc",
    "V07": "Phải nhìn thẻ, nhận từng việc",
    "V08": "Xem lý lịch gốc; giữ cả hai ngày nếu lý lịch đúng",
    "V09": "Mở hai hồ sơ, nhìn thẻ của từng người",
    "V10": "Mở hai hồ sơ, xem thẻ và lý lịch",
    "V11": "So sánh hai hồ sơ",
    "V12": "Xem lý lịch gốc, nhận từng việc",
    "V20": "Xem quyết định, ghi sự kiện",
    "V22": "Gọi hỏi hoặc hỏi khi sinh hoạt",
    "V24": "Xem đề xuất, chọn đơn vị đúng",
    "V32": "Hỏi đảng viên hoặc xem lý lịch",
}  # fmt: skip
_BY_PAPER = "Phải xem giấy tờ, nhận từng việc"
_ONE_BY_ONE = "Xem và làm từng việc"
_PAPERS = frozenset(("V01", "V02", "V03", "V13", "V14", "V15", "V16", "V17", "V18", "V31", "V33"))

# Why in two or three words, where a column has no room for the sentence.
_WHY: dict[str, str] = {
    "V01.missing": "Chưa có họ tên", "V01.one_word": "Chỉ có một tiếng", "V01.symbols": "Ký tự lạ",
    "V02.garbled": "Lỗi phông chữ", "V02.digits": "Lẫn chữ số", "V02.title": "Thêm cách xưng hô",
    "V02.legacy": "Phông chữ cũ", "V02.noise": "Thừa dấu cách, ký tự ẩn", "V03.case": "Viết hoa tên",
    "V04.missing": "Ô đang trống", "V04.missing_but_card": "Có thể là số thẻ 12 số",
    "V05.nine_digits": "9 số: có thể là CMND", "V05.lost_zero": "Mất số 0 ở đầu",
    "V05.rounded": "Excel đổi thành số", "V05.letters": "Lẫn chữ cái",
    "V05.length": "Thiếu hoặc thừa chữ số", "V05.future_year": "Năm sinh ở tương lai",
    "V06.unknown_prefix": "Mã tỉnh không có", "V07.sex": "Lệch giới tính",
    "V07.century": "Lệch thế kỷ sinh", "V08.year": "Lệch năm sinh", "V08.recorded": "Đã ghi cả hai",
    "V09.shared": "Trùng số căn cước", "V10.shared": "Trùng số", "V11.twin": "Giống hồ sơ khác",
    "V12.missing": "Ô đang trống", "V12.impossible": "Không có trong lịch",
    "V12.unreadable": "Không đọc được", "V12.two_digit_year": "Năm ghi hai số",
    "V12.future": "Ngày chưa tới", "V12.under_age": "Chưa đủ tuổi", "V12.too_old": "Tuổi quá cao",
    "V12.year_only": "Chỉ biết năm", "V12.month_only": "Chỉ biết tháng, năm",
    "V13.before_admission": "Trước ngày vào Đảng", "V13.too_short": "Dự bị quá ngắn",
    "V13.too_long": "Dự bị quá dài", "V14.too_young": "Chưa đủ tuổi kết nạp",
    "V14.too_old": "Quá tuổi kết nạp", "V15.missing": "Ô đang trống",
    "V16.has_card": "Dự bị đã có số thẻ", "V16.has_official_date": "Dự bị đã có ngày chính thức",
    "V16.too_long": "Quá hạn dự bị", "V17.lost_zero": "Mất số 0 ở đầu",
    "V17.letters": "Lẫn chữ cái", "V17.length": "Thiếu hoặc thừa chữ số",
    "V17.not_citizen_id": "Khác số căn cước", "V18.malformed": "Chưa đúng dạng",
    "V19.not_given": "Ô đang trống", "V19.near": "Gần giống tên có thật",
    "V19.unknown": "Không có chi bộ này", "V19.closed": "Chi bộ đã kết thúc",
    "V19.not_leaf": "Còn chi bộ bên dưới", "V20.died": "Có chỗ ghi từ trần",
    "V20.removed": "Có chỗ ghi ra khỏi Đảng", "V20.transferred": "Có chỗ ghi chuyển đi",
    "V21.missing": "Chưa có nghị quyết", "V22.missing": "Ô đang trống",
    "V22.old_prefix": "Đầu số cũ 11 số", "V22.lost_zero": "Mất số 0 ở đầu",
    "V22.country_code": "Ghi mã quốc gia", "V22.several": "Ghi nhiều số",
    "V22.remark": "Ghi thêm chú thích", "V22.malformed": "Chưa đúng dạng",
    "V22.shared": "Trùng số người khác", "V23.bare_code": "Chỉ ghi mã",
    "V23.unknown": "Không có trong danh mục", "V24.old_unit": "Đơn vị cũ",
    "V24.split": "Đơn vị cũ đã chia", "V24.ambiguous": "Chưa rõ đơn vị nào",
    "V27.not_recorded": "Chưa ghi Huy hiệu", "V27.too_early": "Chưa tới mốc",
    "V28.no_residence_cell": "Ô đang trống", "V29.vanished": "Không còn trong danh sách",
    "V30.counted_twice": "Tính hai nơi", "V31.missing": "Ô đang trống",
    "V32.missing": "Ô đang trống", "V34.section": "Hai chỗ ghi khác nhau",
    "V35.unknown": "Không nhận ra", "O01.missing": "Chưa có mã", "O01.lost_zero": "Mất số 0 ở đầu",
    "O01.malformed": "Chưa đủ 14 số", "O02.shared": "Mã dùng hai nơi",
    "O03.not_under_parent": "Khác mã cấp trên", "O04.parent_missing": "Không có cấp trên này",
    "O04.parent_closed": "Cấp trên đã kết thúc", "O04.no_parent": "Ô đang trống",
    "O04.not_allowed": "Sai cấp", "O05.twin": "Gần trùng tên", "O06.still_peopled": "Còn đảng viên",
    "O07.no_members": "Chưa có đảng viên", "O07.few_official": "Dưới 3 chính thức",
    "O08.no_consent": "Chưa ghi văn bản", "O09.abolished": "Đơn vị đã bỏ",
    "O10.missing": "Ô đang trống", "O10.obsolete": "Loại hình đã bỏ",
    "O10.unknown": "Không có trong danh mục", "O11.missing": "Ô đang trống",
    "O11.not_active": "Không đang sinh hoạt", "O11.elsewhere": "Ở chi bộ khác",
    "O11.absent": "Không có trong danh sách", "O12.differs": "Khác sổ giấy",
}  # fmt: skip


NOISE: dict[str, str] = {
    "dấu cách": "Thừa dấu cách", "dấu gõ rời": "Dấu gõ rời chữ", "ký tự ẩn": "Ký tự ẩn",
}  # fmt: skip


def title(rule: str, severity: str) -> str:
    """What a group of one rule is called."""
    return _TITLES.get(f"{rule}-{severity}") or _TITLES.get(rule) or get(rule).title


def deed(rule: str) -> str:
    """What may be done at once with the findings of a rule that no machine may settle."""
    return _DEEDS.get(rule) or (_BY_PAPER if rule in _PAPERS else _ONE_BY_ONE)


def why(rule: str, cause: str, what: str) -> str:
    """The cause in a few words; the whole sentence where there are none."""
    return _WHY.get(f"{rule}.{cause}") or _WHY.get(f"V12.{cause}") or what.rstrip(".")


def subject(rule: str) -> str:
    """The subject that a rule belongs to."""
    return SUBJECT_OF.get(rule, "khac")
