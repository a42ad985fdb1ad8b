"""What makes a document fit to be published. Everything wrong is named at once, each with its pointer."""

from collections.abc import Collection, Iterator

from heating.checklists.document import Document, Item, Section
from heating.checklists.rules import can_fail
from heating.lib.problems import FieldError
from heating.lib.wording import Text

MAX_ITEMS = 300
HOUSEHOLD = "household"  # beside the kinds of assets: the document for visits to households

_CONDITIONAL_ON = ("judgement", "four_valued", "choice", "choices")
_WORDS = {"judgement": {"pass", "fail", "na"}, "four_valued": {"good", "fixed", "bad", "none"}}


def document_faults(document: Document, known_kinds: Collection[str]) -> list[FieldError]:
    """`known_kinds`: the asset kinds there are."""
    return list(_document(document, known_kinds))


def _document(document: Document, known_kinds: Collection[str]) -> Iterator[FieldError]:
    yield from _text("/name", document.name)
    if not document.kinds:
        yield _fault("/kinds", "required", "至少选择一种设备类型", "at least one kind of asset is required")
    for i, kind in enumerate(document.kinds):
        if kind not in known_kinds:
            yield _fault(
                f"/kinds/{i}", "unknown_kind", f"没有“{kind}”这种设备类型", f"there is no kind of asset {kind}"
            )
    if not 0 < sum(len(section.items) for section in document.sections) <= MAX_ITEMS:
        yield _fault("/sections", "size", f"检查项须为 1 至 {MAX_ITEMS} 项", f"there must be 1 to {MAX_ITEMS} items")
    yield from _repeated("/sections", [section.key for section in document.sections])
    earlier: dict[str, Item] = {}
    gates: set[str] = set()
    for i, section in enumerate(document.sections):
        yield from _section(f"/sections/{i}", section)
        for j, item in enumerate(section.items):
            yield from _placed(f"/sections/{i}/items/{j}", item, earlier, gates)
            yield from _item(f"/sections/{i}/items/{j}", item, section)
            earlier[item.key] = item


def _section(at: str, section: Section) -> Iterator[FieldError]:
    yield from _text(f"{at}/title", section.title)
    if not section.items:
        yield _fault(f"{at}/items", "required", "本节没有检查项", "the section has no items")
    if section.confined and not any(item.guards for item in section.items):
        yield _fault(
            at, "no_gas_reading", "有限空间须设置气体检测项", "a confined space needs an item for the gas reading"
        )


def _placed(at: str, item: Item, earlier: dict[str, Item], gates: set[str]) -> Iterator[FieldError]:
    """What depends on the items before."""
    if item.key in earlier:
        yield _fault(f"{at}/key", "repeated", f"“{item.key}”重复", f"{item.key} is used twice")
    if item.gate is not None:
        if item.gate in gates:
            yield _fault(f"{at}/gate", "repeated", "该节点已由前面的检查项证明", "an earlier item proves this gate")
        gates.add(item.gate)
    if item.when is not None:
        yield from _condition(f"{at}/when", item, earlier.get(item.when.item))


def _condition(at: str, item: Item, cause: Item | None) -> Iterator[FieldError]:
    if cause is None:
        yield _fault(f"{at}/item", "not_earlier", "条件须引用前面的检查项", "a condition names an earlier item")
        return
    if cause.kind not in _CONDITIONAL_ON:
        yield _fault(
            f"{at}/item", "wrong_kind", "条件须引用判断类或选择类检查项", "a condition needs a judgement or a choice"
        )
        return
    words = _WORDS.get(cause.kind) or {option.key for option in cause.options}
    for i, value in enumerate(item.when.values if item.when else ()):
        if value not in words:
            yield _fault(
                f"{at}/is/{i}", "unknown_value", f"{cause.key} 没有“{value}”这个值", f"{cause.key} has no value {value}"
            )


def _item(at: str, item: Item, section: Section) -> Iterator[FieldError]:
    yield from _text(f"{at}/title", item.title)
    if item.help is not None:
        yield from _text(f"{at}/help", item.help)
    if not item.source.strip():
        yield _fault(f"{at}/source", "required", "须注明依据", "the source is required")
    yield from _options(at, item)
    yield from _limits(f"{at}/limits", item)
    if can_fail(item) and item.grade is None:
        yield _fault(f"{at}/grade", "required", "不合格时的隐患等级未填写", "the grade of a failing answer is required")
    if not can_fail(item) and "on_fail" in (item.photos.close_up, item.photos.context):
        yield _fault(f"{at}/photos", "cannot_fail", "该项不会不合格，不能要求不合格时拍照", "the item cannot fail")
    if item.gate is not None and item.kind != "judgement":
        yield _fault(f"{at}/gate", "wrong_kind", "节点须由判断项证明", "a gate is proved by a judgement")
    if item.guards and not (item.kind == "number" and can_fail(item) and section.confined):
        yield _fault(
            f"{at}/guards", "wrong_kind", "气体检测项须为有限空间内带限值的数值项",
            "a gas reading is a number with limits in a confined section",
        )  # fmt: skip


def _options(at: str, item: Item) -> Iterator[FieldError]:
    chosen = item.kind in ("choice", "choices")
    if chosen != bool(item.options):
        yield _fault(
            f"{at}/options", "options", "选择项须有选项，其他项不得有", "choices have options, others have none"
        )
    yield from _repeated(f"{at}/options", [option.key for option in item.options])
    for i, option in enumerate(item.options):
        yield from _text(f"{at}/options/{i}/title", option.title)


def _limits(at: str, item: Item) -> Iterator[FieldError]:
    if item.limits is None:
        return
    if item.kind != "number":
        yield _fault(at, "wrong_kind", "只有数值项可设限值", "only numbers have limits")
    limits = item.limits
    ladder = [edge for edge in (limits.hard_low, limits.low, limits.high, limits.hard_high) if edge is not None]
    if ladder != sorted(ladder):
        yield _fault(at, "order", "限值须由小到大", "the limits must rise from hard_low to hard_high")


def _text(at: str, text: Text) -> Iterator[FieldError]:
    if not text.zh.strip():
        yield _fault(f"{at}/zh", "required", "缺少中文", "the Chinese text is missing")
    if not text.en.strip():
        yield _fault(f"{at}/en", "required", "缺少英文", "the English text is missing")


def _repeated(at: str, keys: list[str]) -> Iterator[FieldError]:
    for i, key in enumerate(keys):
        if key in keys[:i]:
            yield _fault(f"{at}/{i}/key", "repeated", f"“{key}”重复", f"{key} is used twice")


def _fault(pointer: str, code: str, zh: str, en: str) -> FieldError:
    return FieldError(pointer, code, Text(zh, en))
