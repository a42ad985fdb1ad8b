"""GET /api/label-sheets.pdf"""

from uuid import UUID

import httpx2
import pytest
import typst

from heating.labels import sheet
from heating.labels.codes import LETTERS, new_code, new_short_code, with_hyphen
from heating.labels.queries import LabelRecord
from heating.labels.schemas import MOST_AT_ONCE
from heating.lib.problems import Problem
from tests.cast import CREW_A
from tests.labels.conftest import issued
from tests.labels.reading import codes_in, letter_heights_mm, page_sizes_mm, pages, texts
from tests.registry.conftest import Registry

PATH = "/api/label-sheets.pdf"
ADDRESS = "HTTP://127.0.0.1:8000/L/"
LONG = "太原市杏花岭区府东街道办事处和平路第十二小学家属院二期地下换热站2号板式换热机组（高区）一次侧供水电动调节阀"


def printed(title: str = "", subtitle: str = "", short_code: str = "") -> sheet.Printed:
    return sheet.Printed(new_code(), short_code or new_short_code(), title, subtitle)


async def test_it_refuses_strangers_and_others(
    stranger: httpx2.AsyncClient, charlie: httpx2.AsyncClient, label: LabelRecord
) -> None:
    assert (await stranger.get(PATH, params={"labels": label.code})).status_code == 401
    answer = await charlie.get(PATH, params={"labels": label.code})
    assert (answer.status_code, answer.json()["code"]) == (404, "label.unknown")
    assert (await charlie.get(PATH, params={"batch": label.batch})).json()["code"] == "label.none_chosen"


async def test_it_refuses_nothing_unknown_ones_and_slips(alice: httpx2.AsyncClient, label: LabelRecord) -> None:
    for query, status, code in (
        ({}, 422, "label.none_chosen"),
        ({"labels": " , "}, 422, "label.none_chosen"),
        ({"batch": "没有"}, 422, "label.none_chosen"),
        ({"labels": f"{label.code},{new_code()}"}, 404, "label.unknown"),
        ({"labels": f"{label.code},K7M2Q9X4TA"}, 422, "label.mistyped"),
        ({"labels": label.code, "size_mm": "20"}, 422, "http.invalid"),
    ):
        answer = await alice.get(PATH, params=query)
        assert (answer.status_code, answer.json()["code"]) == (status, code), query


async def test_it_refuses_too_many_rather_than_leave_some_out(alice: httpx2.AsyncClient) -> None:
    for _ in range(2):
        await issued(count=MOST_AT_ONCE // 2 + 1, batch="大")
    answer = await alice.get(PATH, params={"batch": "大"})
    assert (answer.status_code, answer.json()["code"]) == (422, "label.too_many")


def test_it_refuses_without_a_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fonts:
        def __init__(self, **_: object) -> None: ...

        def families(self) -> list[str]:
            return ["DejaVu Sans"]

    monkeypatch.setattr(typst, "Fonts", Fonts)
    with pytest.raises(Problem, match=r"label\.no_font"):
        sheet.render([printed()], "HTTP://127.0.0.1:8000", 50)


async def test_it_prints_what_the_label_is_on(
    alice: httpx2.AsyncClient, label: LabelRecord, far_label: LabelRecord
) -> None:
    answer = await alice.get(PATH, params={"labels": f"{label.code}, {with_hyphen(far_label.short_code)},{label.code}"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    (text,) = texts(answer.content)
    assert text.count(with_hyphen(label.short_code)) == 1
    for part in (with_hyphen(far_label.short_code), "和平路热力站 1号循环泵", "一公司甲班", "扫码检查 · 报修"):
        assert part in text
    assert [len(codes_in(page)) for page in pages(answer.content)] == [2]


async def test_it_prints_a_batch_without_what_is_ended(alice: httpx2.AsyncClient, registry: Registry) -> None:
    site = await registry.site()
    pump = await registry.asset(site)
    blank, gone = await issued(count=2, batch="秋", organization=CREW_A)
    (attached,) = await issued(assets=[pump], batch="秋")
    await alice.post(f"/api/labels/{gone.code}/retirement", json={"reason": "x"})
    found = {
        read.text for page in pages((await alice.get(PATH, params={"batch": "秋"})).content) for read in codes_in(page)
    }
    assert found == {ADDRESS + blank.code, ADDRESS + attached.code}


@pytest.mark.parametrize("size_mm", [25, 40, 50, 80])
def test_it_is_exact_in_millimetres(size_mm: int) -> None:
    pdf = sheet.render(
        [printed("和平路热力站 1号循环泵", "一公司甲班") for _ in range(30)], "HTTP://127.0.0.1:8000", size_mm
    )
    assert {(round(width, 1), round(height, 1)) for width, height in page_sizes_mm(pdf)} == {(210.0, 297.0)}
    for read in codes_in(pages(pdf)[0]):
        assert read.width / 300 * 25.4 == pytest.approx(size_mm, abs=0.25)
        assert read.height / 300 * 25.4 == pytest.approx(size_mm, abs=0.25)


def test_its_short_codes_have_capitals_of_five_millimetres() -> None:
    letters = "BDEHKMNPRTVWXYZ123456789"
    pdf = sheet.render([printed(short_code=letters[start : start + 6]) for start in range(0, 24, 6)], "HTTP://A.CN", 25)
    heights = letter_heights_mm(pdf, letters)
    assert len(heights) >= len(letters)
    assert min(height for height in heights if height > 3) >= 5.0


def test_every_one_of_a_hundred_labels_is_read_back() -> None:
    labels = [printed(f"热力站 {number}号", "一公司甲班") if number % 2 else printed() for number in range(100)]
    pdf = sheet.render(labels, "HTTP://127.0.0.1:8000", 40)
    per_page = [[read.text for read in codes_in(page)] for page in pages(pdf, 200)]
    assert [len(found) for found in per_page] == [9] * 11 + [1]
    assert {text for found in per_page for text in found} == {ADDRESS + label.code for label in labels}
    text = "".join(texts(pdf))
    assert all(with_hyphen(label.short_code) in text for label in labels)


def test_long_names_are_made_small_and_then_cut_with_an_ellipsis() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikheizwerkpumpe"
    for title, size_mm, whole in ((LONG, 50, True), (LONG * 4, 50, False), (LONG * 2, 25, False), (word, 25, True)):
        (text,) = texts(sheet.render([printed(title, LONG)], "HTTP://127.0.0.1:8000", size_mm))
        assert (title in text) == whole
        assert title[:20] in text


def test_names_are_never_markup() -> None:
    title = '#panic("x") *b* $x$ <a> \\ "q" // //'
    (text,) = texts(sheet.render([printed(title, "#set page(width: 1mm)")], "HTTP://127.0.0.1:8000", 80))
    assert title in text
    assert "#set page(width: 1mm)" in text


@pytest.mark.parametrize("size_mm", range(25, 81))
def test_everything_stays_on_the_page_at_any_size(size_mm: int) -> None:
    place = sheet.layout(size_mm)
    assert place.columns >= 1
    assert place.rows >= 1
    assert place.margin_x >= 8
    assert place.margin_y >= 8
    assert place.cell_width >= size_mm + 2 * place.quiet


def test_the_widest_short_code_fits_the_smallest_label() -> None:
    widest = "WMWMWM"
    assert set(widest) <= set(LETTERS)
    (page,) = pages(sheet.render([printed(short_code=widest)], "HTTP://127.0.0.1:8000", 25))
    place = sheet.layout(25)
    dots = 300 / 25.4
    top = (place.margin_y + place.size + 2 * place.quiet) * dots
    line = (
        page.convert("L")
        .crop((0, int(top), page.width, int(top + 6 * dots)))
        .point(lambda value: 255 if value < 100 else 0)
    )
    box = line.getbbox()
    assert box is not None
    assert box[0] / dots > place.margin_x
    assert box[2] / dots < place.margin_x + place.cell_width


async def test_blank_and_attached_can_be_on_one_sheet(alice: httpx2.AsyncClient, asset: UUID) -> None:
    labels = await issued(count=3, assets=[asset], batch="混")
    answer = await alice.get(PATH, params={"batch": "混", "size_mm": 40})
    assert {read.text[-10:] for read in codes_in(pages(answer.content)[0])} == {label.code for label in labels}
