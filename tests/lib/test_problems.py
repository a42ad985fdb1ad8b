import string

import pytest

from heating.lib import problems
from heating.lib.wording import Text


def test_it_refuses_to_declare_a_problem_twice() -> None:
    code = next(iter(problems.CATALOGUE), None) or problems.kind("example.first", 400, zh="一", en="One").code
    with pytest.raises(ValueError, match="twice"):
        problems.kind(code, 400, zh="二", en="Two")


def test_it_is_a_problem_document_in_either_language() -> None:
    kind = problems.ProblemKind(
        "label.not_blank", 409, Text("标签 {code} 已绑定。", "Label {code} is already attached.")
    )
    wrong = problems.FieldError("/code", "taken", Text("已被占用", "Taken"))
    problem = kind(code="ABC", errors=[wrong])
    assert problem.as_json("en") == {
        "type": "/problems/label.not_blank",
        "title": "label.not_blank",
        "status": 409,
        "detail": "Label ABC is already attached.",
        "code": "label.not_blank",
        "errors": [{"pointer": "/code", "code": "taken", "detail": "Taken"}],
    }
    assert problem.as_json("zh")["detail"] == "标签 ABC 已绑定。"


def test_it_asks_for_the_same_parameters_in_both_languages() -> None:
    for kind in problems.CATALOGUE.values():
        zh, en = ({name for _, name, _, _ in string.Formatter().parse(t) if name} for t in (kind.text.zh, kind.text.en))
        assert zh == en, kind.code
