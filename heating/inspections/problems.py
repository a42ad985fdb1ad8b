"""What inspections refuse."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "inspection.not_found",
    404,
    zh="没有这条检查记录，或不在您的管理范围内。",
    en="No such inspection in what you may see.",
)
INVALID = kind(
    "inspection.invalid", 422, zh="检查记录有误，见各项说明。", en="The inspection has faults; see each of them."
)
ID_TAKEN = kind(
    "inspection.id_taken",
    409,
    zh="此编号已用于另一条检查记录；已提交的记录不能修改，请另行更正。",
    en="This id is in use for another inspection. What was submitted cannot be changed: submit a correction.",
)
NOT_HELD_BACK = kind(
    "inspection.not_held_back", 409, zh="该记录不在待核准状态。", en="This inspection is not held back (any more)."
)
OWN_INSPECTION = kind(
    "inspection.own_inspection",
    403,
    zh="不能核准或作废自己提交的记录。",
    en="Nobody releases or dismisses an inspection of his own.",
)
ALREADY_REPLACED = kind(
    "inspection.already_replaced",
    409,
    zh="该记录已被另一条记录更正，请更正最新的一条。",
    en="This inspection was corrected by another one already: correct that one.",
)
