"""`heating labels`"""

from pathlib import Path

from heating.labels.codes import Parsed, parse
from heating.lib.problems import Problem
from tests.cli.conftest import Commands
from tests.cli.test_commands import on_database
from tests.labels.reading import codes_in, pages
from tests.registry.conftest import count


def test_it_refuses_wrong_use(city: Commands, tmp_path: Path) -> None:
    for words in (
        ["issue", "0", "--organization", "taiyuan/", "--batch", "一"],
        ["issue", "2001", "--organization", "taiyuan/", "--batch", "一"],
        ["issue", "1", "--batch", "一"],
        ["sheet", str(tmp_path / "x.pdf")],
        ["sheet", str(tmp_path / "x.pdf"), "--batch", "一", "--size", "20"],
    ):
        assert city("labels", *words).exit_code == 2, words
    assert on_database(lambda: count("label")) == 0


def test_it_refuses_an_unknown_organization_and_an_unknown_batch(city: Commands, tmp_path: Path) -> None:
    unknown = city("labels", "issue", "1", "--organization", "taiyuan/x/", "--batch", "一")
    nothing = city("labels", "sheet", str(tmp_path / "x.pdf"), "--batch", "没有")
    assert isinstance(unknown.exception, Problem)
    assert unknown.exception.code == "http.invalid"
    assert isinstance(nothing.exception, Problem)
    assert nothing.exception.code == "label.none_chosen"
    assert not (tmp_path / "x.pdf").exists()


def test_it_issues_and_prints(city: Commands, tmp_path: Path) -> None:
    issued = city("labels", "issue", "12", "--organization", "taiyuan/", "--batch", "秋检")
    assert issued.exit_code == 0, issued.output
    codes = [line.split()[0] for line in issued.output.splitlines()]
    assert len(codes) == 12
    assert all(isinstance(parse(word), Parsed) for line in issued.output.splitlines() for word in line.split())
    output = tmp_path / "sheet.pdf"
    for words, expected in (
        (["--batch", "秋检"], set(codes)),
        (["--code", codes[0], "--code", codes[1]], set(codes[:2])),
    ):
        made = city("labels", "sheet", str(output), *words)
        assert made.exit_code == 0, made.output
        assert {read.text[-10:] for page in pages(output.read_bytes(), 200) for read in codes_in(page)} == expected
