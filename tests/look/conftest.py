"""The demo commune of design.md §11 as the report sees it: 24 cells, 391 of 612 ready."""

from datetime import date

import pytest

from dangvien.look.report import (
    Comparison,
    Count,
    ErrorGroup,
    Gap,
    Paper,
    ReportData,
    RuleRun,
    Score,
    Source,
    Unit,
)

CELLS = (  # name, ready, active, ready once proposals are decided, open blocking findings
    ("Bản Xía Nọi", 4, 24, 1, 21),
    ("Bản Hón Pháy", 5, 22, 0, 19),
    ("Bản Piềng Mòn", 7, 27, 1, 20),
    ("HTX Nông – lâm nghiệp", 7, 19, 2, 10),
    ("Bản Pọng Ca", 12, 28, 2, 12),
    ("Bản Che Khót", 14, 31, 4, 14),
    ("Bản Bôn Hạ", 15, 29, 2, 12),
    ("Trường Tiểu học", 15, 29, 4, 12),
    ("Bản Mường Hin", 16, 30, 3, 12),
    ("Bản Bôn Thượng", 14, 26, 1, 10),
    ("Bản Nà Lốc", 17, 31, 3, 8),
    ("Trường Mầm non", 12, 21, 4, 8),
    ("Bản Co Muồng", 18, 30, 4, 9),
    ("Bản Na Nghịu", 20, 33, 3, 10),
    ("Bản Suối Khoai", 21, 34, 2, 9),
    ("Quân sự xã", 7, 9, 0, 1),
    ("Trạm Y tế", 9, 11, 1, 2),
    ("Bản Pha Đén", 28, 28, 0, 0),
    ("Bản Tân Sơn", 36, 36, 0, 0),
    ("Bản Nà Ơi", 25, 25, 0, 0),
    ("Cơ quan Đảng, MTTQ", 22, 22, 0, 0),
    ("Cơ quan UBND xã", 27, 27, 0, 0),
    ("Trung tâm Phục vụ HCC", 12, 12, 0, 0),
    ("Trường THCS", 28, 28, 0, 0),
)

ERRORS = (
    ErrorGroup(
        rule="V05", title="Số căn cước không đủ 12 số", holders=38, errors=38, proposed=21,
        how="Nhìn thẻ căn cước hoặc bản sao trong hồ sơ, chép đủ 12 số.",
    ),
    ErrorGroup(
        rule="V15", title="Đảng viên chính thức chưa có ngày chính thức hoặc số thẻ", holders=51,
        errors=34, warnings=22, how="Xem quyết định công nhận chính thức và thẻ đảng viên.",
    ),
    ErrorGroup(
        rule="V19", title="Chi bộ ghi trong danh sách không có trong sơ đồ tổ chức", holders=31,
        errors=31, proposed=12, how="Chọn đúng tên chi bộ đang sinh hoạt theo quyết định mới nhất.",
    ),
    ErrorGroup(
        rule="V04", title="Chưa có số căn cước", holders=29, errors=29,
        how="Đến nhà xem thẻ; chưa có thẻ thì báo Công an xã.",
    ),
    ErrorGroup(
        rule="V12", title="Ngày sinh thiếu hoặc không thể có", holders=26, errors=26, applied=3,
        proposed=4, how="Lấy ngày sinh theo lý lịch đảng viên gốc.",
    ),
    ErrorGroup(
        rule="V01", title="Họ và tên chưa đầy đủ", holders=15, errors=15,
        how="Chép đủ họ, tên đệm và tên như trên căn cước.",
    ),
    ErrorGroup(
        rule="V13", title="Ngày chính thức trước ngày vào Đảng", holders=12, errors=12,
        how="Đối chiếu hai quyết định trong hồ sơ.",
    ),
    ErrorGroup(
        rule="V09", title="Một số căn cước ghi cho hai người", holders=4, errors=4,
        how="Nhìn thẻ của cả hai người.",
    ),
    ErrorGroup(
        rule="V24", title="Địa chỉ ghi đơn vị hành chính đã sắp xếp", holders=90, warnings=58,
        notes=38, proposed=49, how="Thêm tên xã mới, giữ tên cũ trong ngoặc.",
    ),
    ErrorGroup(
        rule="V22", title="Dùng chung số điện thoại", holders=41, warnings=41,
        how="Hỏi từng người số đang dùng; dùng chung với người nhà thì giữ nguyên.",
    ),
    ErrorGroup(
        rule="V21", title="Chưa có số điện thoại", holders=26, warnings=26,
        how="Hỏi khi đến nhà; không bắt buộc.",
    ),
    ErrorGroup(
        rule="V08", title="Hai năm sinh khác nhau", holders=19, warnings=19,
        how="Giữ cả hai ngày, ghi là chênh lệch đã biết.",
    ),
    ErrorGroup(
        rule="V16", title="Dự bị quá 12 tháng chưa công nhận chính thức", holders=12, warnings=12,
        how="Hỏi chi bộ đã có nghị quyết chưa.",
    ),
    ErrorGroup(
        rule="V11", title="Nghi hai hồ sơ của một người", holders=10, warnings=10,
        how="So hai hồ sơ rồi mới quyết định.",
    ),
    ErrorGroup(
        rule="V07", title="Giới tính không khớp số căn cước", holders=9, warnings=9,
        how="Nhìn thẻ căn cước.",
    ),
    ErrorGroup(
        rule="V27", title="Ngày vào Đảng trùng ngày lễ lớn", holders=23, notes=23,
        how="Chỉ để biết.",
    ),
    ErrorGroup(
        rule="V02", title="Tên có ký tự thừa hoặc mã chữ cũ", holders=0, applied=44,
        how="Máy đã sửa.",
    ),
    ErrorGroup(
        rule="V03", title="Cách viết hoa không đều", holders=0, applied=17, how="Máy đã sửa.",
    ),
)  # fmt: skip

ROOT = "00.000.000.000.000"


def unit(number: int, cell: tuple[str, int, int, int, int]) -> Unit:
    """One cell; two of them disagree with the paper by a person or two."""
    name, ready, active, proposed, errors = cell
    away = {3: 2, 12: -1}.get(number, 0)
    return Unit(
        code=f"{number:03d}", name=name, parent=ROOT, members=active, active=active, ready=ready,
        proposed=proposed, errors=errors, paper=active - away,
    )  # fmt: skip


TAM_LU = ReportData(
    organisation="Đảng bộ xã Tam Lư",
    as_of=date(2025, 12, 15),
    root=ROOT,
    members=634,
    active=612,
    exempt=22,
    probationary=31,
    with_citizen_id=545,
    ready=391,
    synthetic=True,
    version="0.1.0",
    notes=("Tệp co-quan.xlsx không có cột Ngày đối chiếu: 171 người tính là chưa đối chiếu.",),
    parts=(
        Count(label="Sạch, sẵn sàng đồng bộ", count=391),
        Count(label="Còn việc chặn, máy đã có đề xuất", count=37),
        Count(label="Còn việc chặn, phải hỏi", count=131),
        Count(label="Thiếu thông tin bắt buộc", count=53),
    ),
    scores=(
        Score(dimension="dung", num=5214, den=5508),
        Score(dimension="du", num=5391, den=5508),
        Score(dimension="sach", num=587, den=612),
        Score(dimension="song", num=402, den=612),
        Score(dimension="thong_nhat", num=560, den=612),
        Score(dimension="dung_chung", num=391, den=612),
    ),
    errors=ERRORS,
    units=tuple(unit(number, cell) for number, cell in enumerate(CELLS, start=1)),
    pairs=5,
    same_id=2,
    applied=(
        Count(label="Bỏ dấu cách thừa", count=27),
        Count(label="Viết hoa chữ cái đầu", count=17),
        Count(label="Đưa về dạng NFC", count=11),
        Count(label="Đổi số sê-ri Excel thành ngày", count=9),
    ),
    proposed=(
        Count(label="Thêm tên đơn vị hành chính mới", count=49),
        Count(label="Thêm số 0 bị mất ở đầu số căn cước", count=21),
        Count(label="Chọn chi bộ có tên gần giống", count=12),
        Count(label="Đổi chỗ ngày và tháng", count=4),
    ),
    sources=(
        Source(
            file="danh-sach-ban.xlsx", sheet="Khối bản", rows=470, members=441, rejects=5,
            kinds=(
                Count(label="Dòng tên chi bộ", count=15),
                Count(label="Dòng trống", count=4),
                Count(label="Tiêu đề", count=3),
                Count(label="Dòng cộng", count=2),
            ),
        ),
        Source(
            file="co-quan.xlsx", sheet="Trang 1", rows=180, members=171, rejects=2,
            kinds=(Count(label="Dòng tên chi bộ", count=6), Count(label="Tiêu đề", count=1)),
        ),
        Source(file="mien-sinh-hoat.csv", sheet="", rows=22, members=22),
    ),
    hidden_sheets=("danh-sach-ban.xlsx, trang “nháp”",),
    reject_reasons=(
        Count(label="Không có họ tên và số định danh", count=6),
        Count(label="Dòng hỏng cấu trúc", count=1),
    ),
    comparison=Comparison(
        name="ds-thang-10.xlsx", before=629, joined=11, left=6, moved=4, changed=93
    ),
    paper=Paper(
        name="so-giay.xlsx", units=24, equal=22, members=612, paper=611,
        gaps=(
            Gap(name="Bản Piềng Mòn", members=27, paper=25),
            Gap(name="Trường Mầm non", members=21, paper=22),
        ),
    ),
    absent=(
        Count(label="Tôn giáo", count=0, note="Chưa đo được dữ liệu cơ bản (T2)."),
        Count(label="Ngày miễn công tác và sinh hoạt", count=0, note="Không kiểm tra ngày miễn."),
    ),
    rules=(
        *(RuleRun(code=g.rule, title=g.title, found=g.open) for g in ERRORS),
        RuleRun(code="O12", title="Số đảng viên lệch số trên giấy", found=2),
        RuleRun(
            code="V30", title="Ngày miễn không hợp lý", ran=False,
            why="Không danh sách nào có cột Ngày miễn công tác và sinh hoạt",
        ),
        RuleRun(
            code="O11", title="Bí thư không phải đảng viên của chi bộ", ran=False,
            why="Danh sách tổ chức không có cột Bí thư",
        ),
    ),
    outputs=(
        Count(label="members.csv", count=634, note="Đảng viên, giá trị đang dùng."),
        Count(label="changes.csv", count=150, note="Đã sửa và đề xuất, giá trị cũ và mới."),
        Count(label="findings.csv", count=511, note="Từng việc, từng dòng."),
        Count(label="duplicates.csv", count=5, note="Cặp nghi trùng và lý do."),
        Count(label="cleaned.xlsx", count=634, note="Danh sách gốc đã sửa, đề xuất tô màu."),
        Count(label="worklists", count=0, note="Mỗi chi bộ một tệp để in và đi hỏi."),
    ),
)  # fmt: skip


@pytest.fixture
def tam_lu() -> ReportData:
    """The report of the demo commune."""
    return TAM_LU
