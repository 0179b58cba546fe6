"""What became of the files that were ingested, in words: Vietnamese first, English second."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.ingest import REASONS, Entry, Summary

OUTCOMES = {
    "added": ("thêm mới", "added"),
    "replaced": ("thay bản cũ", "replaced"),
    "unchanged": ("không đổi", "unchanged"),
    "older": ("cũ hơn bản đã có", "older than what is kept"),
    "failed": ("không đọc được", "not read"),
}
COUNTS = {
    "paragraphs": ("đoạn", "paragraphs"),
    "facts": ("số liệu", "facts"),
    "records": ("thông tin", "records"),
    "unexplained": ("số chưa hiểu", "numbers unexplained"),
    "mismatches": ("tổng không khớp", "mismatches"),
}
REASONS_VI = {
    "empty": "tệp rỗng",
    "binary": "tệp nhị phân, không phải văn bản",
    "too_short": "văn bản quá ngắn, không phải bản tin",
    "no_text": "chỉ có tiêu đề hoặc khung trang, không có nội dung",
    "too_large": "tệp lớn hơn 5 MB",
    "bad_json": "dòng không phải là JSON của một bản tin",
    "missing_title": "bản tin không có tiêu đề",
    "unreadable_format": "không đọc được định dạng hoặc bảng mã này",
    "scanned": "PDF chỉ có ảnh chụp các trang (bản quét), không có chữ; cần nhận dạng chữ trước",
    "encrypted": "tài liệu có mật khẩu",
    "broken": "tài liệu bị hỏng hoặc không đúng định dạng như tên tệp",
    "old_word": "tệp Word đời cũ (.doc); hãy lưu lại thành .docx",
    "large_document": "tài liệu lớn hơn 50 MB",
    "too_long": "dài hơn mọi bản tin (quá một triệu ký tự, 50.000 dòng hoặc thẻ); hãy tách nhỏ",
    "too_slow": "không tách được nội dung tài liệu trong giới hạn thời gian và bộ nhớ",
    "unreadable_letters": "chữ trong PDF dùng phông không phải Unicode (như .VnTime), không đọc được",
    "not_found": "không có tệp hoặc thư mục này",
    "unreadable": "không mở được tệp",
    "no_bulletins": "thư mục không có tệp nào đúng định dạng",
    "reading_failed": "không hiểu được văn bản do lỗi của chương trình",
}


def lines(summary: Summary) -> Iterator[str]:
    """One line a bulletin, then the summary in both languages."""
    for entry in summary.entries:
        yield _line(entry)
    for language, words in enumerate(("Tổng", "Total")):
        outcomes = [f"{summary.count(o)} {w[language]}" for o, w in OUTCOMES.items() if summary.count(o)]
        counts = [f"{w[language]}: {summary.total(count)}" for count, w in COUNTS.items()]
        yield f"{words}: {', '.join(outcomes) or 0}; {', '.join(counts)}"


def _line(entry: Entry) -> str:
    outcome = " / ".join(OUTCOMES[entry.outcome])
    if entry.outcome == "failed":
        vietnamese = REASONS_VI.get(entry.reason, "")
        reasons = " / ".join(part for part in (vietnamese, REASONS.get(entry.reason, entry.reason)) if part)
        return f"{entry.source}: {outcome}: {reasons}"
    counts = ", ".join(f"{getattr(entry, count)} {words[0]}" for count, words in COUNTS.items())
    return f"{entry.source}: {outcome}: {entry.id} “{entry.title}” ({counts})"
