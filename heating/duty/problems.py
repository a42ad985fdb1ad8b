"""What rosters and duties refuse."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "duty.not_found", 404, zh="没有找到，或不在您的管理范围内。", en="Not found, or not in what you may see."
)
ID_TAKEN = kind("duty.id_taken", 409, zh="此编号已用于其他内容。", en="This id is in use for something else.")
VERSION_CONFLICT = kind(
    "duty.version_conflict",
    409,
    zh="内容已被他人修改（当前版本 {version}），请刷新后再改。",
    en="Someone else has changed this (it is at version {version} now); load it again first.",
)
NOT_A_DRAFT = kind(
    "duty.not_a_draft",
    409,
    zh="排班表已发布或已停用，不能再改；请另建一份后发布。",
    en="This roster is published or retired and stays as it is; make another and publish that.",
)
NOT_PUBLISHED = kind("duty.not_published", 409, zh="排班表不在执行中。", en="This roster is not in force.")
FAULTS = kind(
    "duty.faults",
    422,
    zh="排班存在 {count} 处问题，不能生效；见各项说明。",
    en="The roster has {count} faults and cannot take effect; see each of them.",
)
TOO_EARLY = kind(
    "duty.too_early",
    409,
    zh="接班前 30 分钟内才能签到。",
    en="A watch is signed in for from 30 minutes before its beginning.",
)
OVER = kind("duty.over", 409, zh="这一班已经结束。", en="This watch is over.")
NOBODY = kind("duty.nobody", 409, zh="该岗位此刻无人值守。", en="Nobody is at this post now.")
NOBODY_FOLLOWS = kind(
    "duty.nobody_follows",
    409,
    zh="排班中没有接班人，请先补排。",
    en="The roster names nobody who takes over; complete it first.",
)
HANDED_OVER = kind("duty.handed_over", 409, zh="这一班已办理过交接。", en="This watch has already been handed over.")
ANSWERED = kind("duty.answered", 409, zh="已经处理过了。", en="This has been settled already.")
SWAP_LAPSED = kind(
    "duty.swap_lapsed",
    409,
    zh="排班已变动，这次换班不再成立，请重新申请。",
    en="The roster has changed since, so this swap no longer fits; ask again.",
)
