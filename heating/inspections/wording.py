"""What inspections say to people: faults of answers, titles of the hazards they raise."""

from heating.checklists.document import Item
from heating.checklists.rules import Bounds, Failing, Fault, FaultCode
from heating.lib.wording import Text

_FAULTS: dict[FaultCode, Text] = {
    "unknown_item": Text("检查表没有这一项。", "The checklist has no such item."),
    "hidden_item": Text("“{0}”不需填写。", "“{0}” is not asked for here."),
    "twice": Text("“{0}”填写了两次。", "“{0}” is answered twice."),
    "required": Text("“{0}”必填。", "“{0}” is required."),
    "wrong_value": Text("“{0}”的内容不正确。", "The answer to “{0}” is not of the right kind."),
    "out_of_range": Text("“{0}”的数值不可能，请核对。", "The number for “{0}” is not possible; check it."),
    "photo_close_up": Text("“{0}”缺少近景照片。", "“{0}” needs a close-up photo."),
    "photo_context": Text(
        "“{0}”缺少环境照片（须与近景不同）。", "“{0}” needs a photo of its surroundings, other than the close-up."
    ),
    "gas_missing": Text("拍照前须检测“{0}”。", "Measure “{0}” before taking photos inside."),
    "gas_after_photo": Text("“{0}”的照片早于气体检测。", "A photo of “{0}” was taken before the gas was measured."),
    "gas_out_of_limits": Text("“{0}”超限，不得进入拍照。", "“{0}” is outside its limits: nobody may be inside."),
}
_FAILED = Text("不合格", "failed")


def fault_text(fault: Fault, item: Item | None) -> Text:
    text = _FAULTS[fault.code]
    title = item.title if item else Text(fault.item, fault.item)
    return Text(text.zh.format(title.zh), text.en.format(title.en))


def hazard_title(item: Item, failing: Failing, limits: Bounds) -> Text:
    """`limits`: those that the value was held against."""
    what = _what(item, failing, limits)
    return Text(f"{item.title.zh}：{what.zh}", f"{item.title.en}: {what.en}")


def _what(item: Item, failing: Failing, limits: Bounds) -> Text:
    if failing.reason == "option":
        return _options(item, failing)
    if failing.reason in ("low", "high") and isinstance(failing.value, int | float):
        return _measured(item, failing.reason == "low", failing.value, limits)
    return _FAILED


def _options(item: Item, failing: Failing) -> Text:
    chosen = failing.value if isinstance(failing.value, tuple) else (failing.value,)
    bad = [option.title for option in item.options if option.fails and option.key in chosen]
    return Text("、".join(title.zh for title in bad), ", ".join(title.en for title in bad))


def _measured(item: Item, is_low: bool, value: float, limits: Bounds) -> Text:
    bound = limits.low if is_low else limits.high
    unit = f" {item.unit}" if item.unit else ""
    zh, en = ("低于下限", "below") if is_low else ("高于上限", "above")
    return Text(f"{value:g}{unit}，{zh} {bound:g}{unit}", f"{value:g}{unit}, {en} {bound:g}{unit}")
