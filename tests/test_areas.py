"""Which places a text names: in bulletins, in questions, old and new, real and invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.areas import NATION, Gazetteer, Mention
from corpus.model import Area
from corpus.places import Place, table
from corpus.text import clean, fold, tokens

GAZETTEER = Gazetteer.load()
INVENTED = Area("tỉnh Nam Thịnh", "province")


def province(name: str) -> Area:
    area = GAZETTEER.province_named(name)
    assert area is not None
    return area


BAC_KAN = province("Bắc Kạn")
NAM_DINH = province("Nam Định")
THAI_NGUYEN = province("Thái Nguyên")


def find(text: str, context: Area | None = BAC_KAN, **how: bool) -> list[Mention]:
    return GAZETTEER.find(tokens(clean(text)), context=context, **how)  # type: ignore[arg-type]


def names(text: str, context: Area | None = BAC_KAN, **how: bool) -> list[str]:
    return [m.area.name for m in find(text, context, **how)]


def only(text: str, context: Area | None = BAC_KAN, **how: bool) -> Area:
    (mention,) = find(text, context, **how)
    return mention.area


# --- bulletins: one name -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "level", "now"),
    [
        ("tỉnh Bắc Kạn", "tỉnh Bắc Kạn", "province", "tỉnh Thái Nguyên"),
        ("thành phố Bắc Kạn", "thành phố Bắc Kạn", "district", "tỉnh Thái Nguyên"),
        ("TP. Bắc Kạn", "thành phố Bắc Kạn", "district", "tỉnh Thái Nguyên"),
        ("TP Bắc Kạn", "thành phố Bắc Kạn", "district", "tỉnh Thái Nguyên"),
        ("tại Bắc Kạn", "tỉnh Bắc Kạn", "province", "tỉnh Thái Nguyên"),
        ("huyện Ba Bể", "huyện Ba Bể", "district", "tỉnh Thái Nguyên"),
        ("H. Ba Bể", "huyện Ba Bể", "district", "tỉnh Thái Nguyên"),
        ("(Ba Bể)", "huyện Ba Bể", "district", "tỉnh Thái Nguyên"),
        ("HUYỆN BA BỂ ĐẠT CHUẨN", "huyện Ba Bể", "district", "tỉnh Thái Nguyên"),
        ("xã Yến Dương", "xã Yến Dương", "commune", "xã Thượng Minh, tỉnh Thái Nguyên"),
        ("xã Thượng Minh", "xã Thượng Minh", "commune", ""),
        ("tỉnh Cao Bằng", "tỉnh Cao Bằng", "province", ""),
        ("thị xã Phổ Yên", "thị xã Phổ Yên", "district", ""),
        ("tỉnh Thừa Thiên Huế", "tỉnh Thừa Thiên Huế", "province", "thành phố Huế"),
        ("Thừa Thiên - Huế", "tỉnh Thừa Thiên - Huế", "province", "thành phố Huế"),
        ("tỉnh TT- Huế", "tỉnh Thừa Thiên Huế", "province", "thành phố Huế"),
        ("TT.Huế", "tỉnh Thừa Thiên Huế", "province", "thành phố Huế"),
        ("thành phố Huế", "thành phố Huế", "province", ""),
        ("TP.HCM", "thành phố Hồ Chí Minh", "province", ""),
        ("TPHCM", "thành phố Hồ Chí Minh", "province", ""),
        ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu", "province", "thành phố Hồ Chí Minh"),
        ("cả nước", "cả nước", "nation", ""),
        ("toàn quốc", "cả nước", "nation", ""),
    ],
)
def test_a_place_has_its_name_level_and_present_name(text: str, name: str, level: str, now: str) -> None:
    area = only(text)
    assert (area.name, area.level, area.now) == (name, level, now)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tỉnh Bắc Cạn", "06"),
        ("Đắc Lắc", "66"),
        ("tỉnh Đăk Nông", "67"),
        ("Daklak", "66"),
        ("tỉnh Hoà Bình", "17"),
    ],
)
def test_provinces_are_known_in_any_spelling(text: str, code: str) -> None:
    assert only(text).code == code


def test_a_district_spelt_otherwise_is_the_same_district() -> None:
    assert only("huyện Na Rỳ").name == "huyện Na Rỳ"
    assert GAZETTEER.same(only("huyện Na Rỳ"), only("huyện Na Rì"))


def test_parents_are_filled_in() -> None:
    area = only("xã Yến Dương")
    assert (area.district, area.province) == ("huyện Ba Bể", "tỉnh Bắc Kạn")


# --- bulletins: lists, brackets, generic words -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("các huyện Pác Nặm, Ngân Sơn và Na Rì", ["huyện Pác Nặm", "huyện Ngân Sơn", "huyện Na Rì"]),
        ("tại huyện Pác Nặm và Ngân Sơn - hai huyện", ["huyện Pác Nặm", "huyện Ngân Sơn"]),
        ("huyện Ba Bể 01 xã; Chợ Đồn 02; Na Rì 01", ["huyện Ba Bể", "huyện Chợ Đồn", "huyện Na Rì"]),
        ("các huyện, thành phố: Ba Bể, Bạch Thông", ["huyện Ba Bể", "huyện Bạch Thông"]),
        ("02 xã (Yến Dương, Mỹ Phương)", ["xã Yến Dương", "xã Mỹ Phương"]),
        (
            "3 xã đạt chuẩn NTM: Yến Dương, Khang Ninh, Côn Minh",
            ["xã Yến Dương", "xã Khang Ninh", "xã Côn Minh"],
        ),
    ],
)
def test_every_member_of_a_list_is_a_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("context", [None, BAC_KAN])
@pytest.mark.parametrize(
    "text",
    ["xã Yến Dương (Ba Bể)", "xã Yến Dương, huyện Ba Bể", "xã Yến Dương thuộc huyện Ba Bể, tỉnh Bắc Kạn"],
)
def test_the_district_behind_a_commune_locates_it(text: str, context: Area | None) -> None:
    commune, *parents = find(text, context)
    assert (commune.area.district, commune.area.province) == ("huyện Ba Bể", "tỉnh Bắc Kạn")
    assert not commune.locates and all(m.locates for m in parents)


def test_brackets_locate_the_whole_list_before_them() -> None:
    found = find("các xã Hòa Tiến, Minh Khai, Lạc Đạo (huyện Phú Điền); xã An Lạc (Yên Thọ)", INVENTED)
    assert [m.area.district for m in found[:3]] == ["huyện Phú Điền"] * 3
    assert found[3].area.name == "huyện Phú Điền" and found[3].locates


def test_another_district_after_a_comma_is_no_parent() -> None:
    commune, district = find("xã Yến Dương, huyện Na Rì đều đạt")
    assert commune.area.district == "huyện Ba Bể" and not district.locates


@pytest.mark.parametrize("text", ["toàn tỉnh", "cả tỉnh", "trong tỉnh", "UBND tỉnh", "trên địa bàn tỉnh"])
def test_the_province_spoken_of(text: str) -> None:
    (mention,) = find(text + " có 218 sản phẩm")
    assert (mention.area, mention.kind) == (BAC_KAN, "generic")


def test_this_district_is_the_one_named_last() -> None:
    assert names("Huyện Ba Bể có 5 xã; toàn huyện, huyện này") == ["huyện Ba Bể"] * 3
    assert find("toàn tỉnh", None)[0].area == Area("tỉnh", "province")


# --- names that are no places ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Giám đốc Sở Nông nghiệp và Phát triển nông thôn Hà Sỹ Huân",
        "Ủy ban MTTQ Việt Nam tỉnh Đỗ Thị Minh Hoa",
        "Công ty Cổ phần Công nghệ dược liệu Bắc Hà",
        "sản phẩm của Hợp tác xã Yến Dương",
        "HTX Nông nghiệp Ba Bể",
        "đồng chí Trần Ba Bể",
        "toàn xã hội, văn bản của Tỉnh ủy, đạt 3 sao cấp tỉnh",
        "xã NTM nâng cao, xã ATK, mỗi xã, phường 1 sản phẩm",
        "Trưởng ban Dân tộc tỉnh Hoàng Văn Nam",
        "Mỗi xã một sản phẩm",
    ],
)
def test_people_firms_and_common_words_are_no_places(text: str) -> None:
    assert names(text) == []


def test_a_person_behind_an_office_is_not_part_of_the_place() -> None:
    assert names("Phó Chủ tịch UBND tỉnh Nông Quang Nhất") == ["tỉnh Bắc Kạn"]
    assert names("Chủ tịch UBND huyện Lạc Hồng Nguyễn Văn An") == ["huyện Lạc Hồng"]


# --- unknown places ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("huyện Lạc Hồng", "huyện Lạc Hồng", "district"),
        ("xã Thiên Tân", "xã Thiên Tân", "commune"),
        ("thị trấn Cổ Đô Thượng", "thị trấn Cổ Đô Thượng", "commune"),
        ("thôn Nà Mỏ", "thôn Nà Mỏ", "village"),
        ("thành phố Nam Thịnh", "thành phố Nam Thịnh", "district"),
        ("tỉnh Nam Thịnh", "tỉnh Nam Thịnh", "province"),
        ("huyện Yên Lạc", "huyện Yên Lạc", "district"),  # elsewhere there is one of that name
    ],
)
def test_an_invented_place_behind_its_kind_is_a_place(text: str, name: str, level: str) -> None:
    (mention,) = find(f"Hội nghị do {text} tổ chức", INVENTED)
    area = mention.area
    assert (area.name, area.level, area.code, mention.known) == (name, level, "", False)
    assert area.province == ("" if level == "province" else "tỉnh Nam Thịnh")


def test_invented_places_in_lists() -> None:
    text = "huyện Lạc Hồng 01 xã; Phú Điền 02; An Thịnh 01"
    assert names(text, INVENTED) == ["huyện Lạc Hồng", "huyện Phú Điền", "huyện An Thịnh"]
    assert names("UBND huyện Lạc Hồng, Công ty ABC, Hội Nông dân", INVENTED) == ["huyện Lạc Hồng"]


def test_a_place_found_before_is_found_again_by_its_bare_name() -> None:
    lac_hong = Area("huyện Lạc Hồng", "district", province="tỉnh Nam Thịnh")
    for text, folded in (("Lạc Hồng 05 xã", False), ("lac hong co may xa", True)):
        (mention,) = GAZETTEER.find(tokens(text), context=INVENTED, folded=folded, local=[lac_hong])
        assert mention.area == lac_hong
    assert names("Lạc Hồng 05 xã", INVENTED) == []


# --- same names --------------------------------------------------------------------------------------


def test_a_name_of_many_communes_keeps_its_candidates() -> None:
    (mention,) = find("xã Hòa Bình", None)
    assert len(mention.candidates) > 3 and mention.area.province == ""


def test_the_context_chooses_among_namesakes() -> None:
    an_giang = province("An Giang")
    assert only("huyện Chợ Mới").province == "tỉnh Bắc Kạn"
    assert only("huyện Chợ Mới", an_giang).province == "tỉnh An Giang"
    assert len(find("huyện Chợ Mới", None)[0].candidates) == 2


def test_a_bare_district_of_elsewhere_needs_its_province() -> None:
    assert names("chè Hải Hậu") == []
    assert names("chè Hải Hậu (Nam Định)") == ["huyện Hải Hậu", "tỉnh Nam Định"]


# --- questions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("bac kan co bao nhieu san pham", ["tỉnh Bắc Kạn"]),
        ("ba be co may xa ntm", ["huyện Ba Bể"]),
        ("cao bang co bao nhieu san pham", ["tỉnh Cao Bằng"]),
        ("pac nam va ngan son", ["huyện Pác Nặm", "huyện Ngân Sơn"]),
        ("huyen ngan son", ["huyện Ngân Sơn"]),
        ("tp bac kan", ["thành phố Bắc Kạn"]),
        ("tp. bac kan", ["thành phố Bắc Kạn"]),
        ("backan", ["tỉnh Bắc Kạn"]),
        ("tphcm", ["thành phố Hồ Chí Minh"]),
        ("huyện ba be", ["huyện Ba Bể"]),
        ("huyện pắc nặm", ["huyện Pác Nặm"]),
        ("xa yen duong", ["xã Yến Dương"]),
        ("huyen cho moi", ["huyện Chợ Mới"]),
        ("o cho moi", ["huyện Chợ Mới"]),
        ("tai cho moi xa", ["huyện Chợ Mới"]),
        ("toan tinh", ["tỉnh Bắc Kạn"]),
        ("How many in Ba Be district?", ["huyện Ba Bể"]),
        ("Bac Kan province", ["tỉnh Bắc Kạn"]),
        ("Bac Kan city", ["thành phố Bắc Kạn"]),
        ("Yen Duong commune", ["xã Yến Dương"]),
        ("the district of Ba Be", ["huyện Ba Bể"]),
        ("the whole province", ["tỉnh Bắc Kạn"]),
        ("how many nationwide", ["cả nước"]),
    ],
)
def test_questions_name_places_without_marks_or_in_english(question: str, expected: list[str]) -> None:
    assert names(question, folded=True) == expected


@pytest.mark.parametrize(
    "question",
    [
        "cho moi san pham", "van ban nao", "văn bản nào", "co do duoc cong nhan khong", "dong tien", "xa hoi",
        "huyen nao trang xa ntm", "moi xa mot san pham", "ha sy huan la ai", "san pham tuong duong",
        "asdf", "hue", "bao nhieu xa dat 19 tieu chi", "gao nep tai cua ai",
        "Which districts have no NTM commune?",
    ],
)  # fmt: skip
def test_questions_that_name_no_place(question: str) -> None:
    assert names(question, folded=True) == []


def test_lower_case_with_marks() -> None:
    assert names("ba bể và bắc kạn", lowercase_ok=True) == ["huyện Ba Bể", "tỉnh Bắc Kạn"]
    assert names("ba bể và bắc kạn") == []
    assert names("thống nhất cho mỗi xã", None, lowercase_ok=True) == []


# --- comparing and resolving -------------------------------------------------------------------------


def test_a_province_covers_its_districts_and_communes() -> None:
    assert GAZETTEER.covers(BAC_KAN, only("huyện Ba Bể"))
    assert GAZETTEER.covers(only("huyện Ba Bể"), only("xã Yến Dương"))
    assert not GAZETTEER.covers(only("huyện Na Rì"), only("xã Yến Dương"))
    assert not GAZETTEER.covers(only("huyện Ba Bể"), BAC_KAN)
    assert not GAZETTEER.covers(province("Cao Bằng"), only("huyện Ba Bể"))


def test_the_province_of_today_covers_what_was_merged_into_it() -> None:
    assert GAZETTEER.covers(THAI_NGUYEN, BAC_KAN)
    assert GAZETTEER.covers(THAI_NGUYEN, only("xã Yến Dương"))
    assert not GAZETTEER.covers(THAI_NGUYEN, BAC_KAN, merged=False)
    assert not GAZETTEER.covers(BAC_KAN, THAI_NGUYEN)
    assert GAZETTEER.covers(only("xã Thượng Minh"), only("xã Yến Dương"))
    assert GAZETTEER.covers(BAC_KAN, only("xã Thượng Minh"))


def test_the_nation_covers_everything() -> None:
    assert GAZETTEER.covers(NATION, BAC_KAN) and GAZETTEER.covers(NATION, INVENTED)
    assert not GAZETTEER.covers(BAC_KAN, NATION)


def test_invented_places_are_compared_by_name_and_parents() -> None:
    district = only("huyện Yên Lạc", INVENTED)
    commune = find("xã Thiên Tân (huyện Yên Lạc)", INVENTED)[0].area
    real = only("huyện Yên Lạc", None)
    assert GAZETTEER.covers(INVENTED, district) and GAZETTEER.covers(district, commune)
    assert GAZETTEER.covers(INVENTED, commune)
    assert not GAZETTEER.same(district, real) and not GAZETTEER.covers(real, commune)


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("bac kan", None, "tỉnh Bắc Kạn"),
        ("Bắc Kạn", "district", "thành phố Bắc Kạn"),
        ("ba be", None, "huyện Ba Bể"),
        ("Ba Bể", "district", "huyện Ba Bể"),
        ("huyện Ba Bể", None, "huyện Ba Bể"),
        ("chợ mới", None, "huyện Chợ Mới"),
        ("Atlantis", None, None),
        ("", None, None),
    ],
)
def test_resolve(name: str, level: str | None, expected: str | None) -> None:
    area = GAZETTEER.resolve(name, level, BAC_KAN)
    assert (area.name if area else None) == expected


@pytest.mark.parametrize("name", ["", " ", "tỉnh", "?", "Nam Thịnh"])
def test_no_province_of_that_name(name: str) -> None:
    assert GAZETTEER.province_named(name) is None


def test_home_is_the_province_named_most() -> None:
    text = "UBND tỉnh Bắc Kạn: hội chợ tại Hà Nội; huyện Ba Bể và Pác Nặm; tỉnh Bắc Kạn"
    assert GAZETTEER.home_of(find(text, None)) == BAC_KAN


def test_home_is_where_the_districts_lie_if_no_province_is_named() -> None:
    home = GAZETTEER.home_of(find("Huyện Hải Hậu, huyện Giao Thủy và huyện Xuân Trường", None))
    assert home == NAM_DINH
    assert GAZETTEER.home_of(find("Toàn tỉnh có 5 xã", None)) is None
    assert GAZETTEER.home_of(find("tỉnh Nam Thịnh và huyện Lạc Hồng", None)) == INVENTED


# --- properties ------------------------------------------------------------------------------------

WORDS = """huyện xã tỉnh TP . , ; : ( ) và các Ba Bể Bắc Kạn Yến Dương Nguyễn Văn UBND toàn 05 1/2 - NTM Lạc
Hồng of district thị trấn phường gồm cả nước này Huế HCM"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map(" ".join))
PLACES = st.sampled_from([p for p in table().places if p.level in ("province", "district")])
COMMUNES = st.sampled_from([p for p in table().places if p.level == "commune" and len(p.bare.split()) == 2])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from([None, BAC_KAN, INVENTED, NATION]), st.booleans(), st.booleans())
def test_mentions_stand_in_order_and_apart(
    text: str, context: Area | None, folded: bool, lower: bool
) -> None:
    cut = tokens(clean(text))
    found = GAZETTEER.find(cut, context=context, folded=folded, lowercase_ok=lower)
    assert all(0 <= m.start_token < m.end_token <= len(cut) for m in found)
    assert all(a.end_token <= b.start_token for a, b in pairwise(found))
    assert all(m.area.name and m.area.level for m in found)
    GAZETTEER.home_of(found)


@settings(max_examples=200, deadline=None)
@given(PLACES)
def test_folding_the_text_of_a_place_finds_the_same_place(place: Place) -> None:
    (mention,) = find(place.name, None)
    (folded,) = find(fold(place.name), None, folded=True)
    assert {mention.area, *mention.candidates} & {folded.area, *folded.candidates}


@settings(max_examples=200, deadline=None)
@given(COMMUNES)
def test_a_commune_is_found_in_its_province_with_and_without_marks(place: Place) -> None:
    assert place.province is not None
    home = province(place.province.name)
    for text, folded in ((place.name, False), (fold(place.name), True)):
        (mention,) = find(text, home, folded=folded)
        assert mention.known and GAZETTEER.covers(home, mention.area)


@settings(max_examples=200, deadline=None)
@given(COMMUNES)
def test_covers_follows_the_table(place: Place) -> None:
    (mention,) = find(f"{place.name}, {place.province.name if place.province else ''}", None)[:1]
    if not mention.candidates:
        assert GAZETTEER.same(mention.area, mention.area)
        assert GAZETTEER.covers(province(mention.area.province), mention.area)
