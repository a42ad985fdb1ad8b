"""What the line of complaints refuses."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "complaint.not_found", 404, zh="没有这件诉求，或不在您的管理范围内。", en="No such complaint in what you may see."
)
INVALID = kind(
    "complaint.invalid", 422, zh="诉求登记内容有误，见各项说明。", en="Something is missing or wrong; see each point."
)
ID_TAKEN = kind("complaint.id_taken", 409, zh="此编号已用于其他诉求。", en="This id is in use for another complaint.")
WRONG_STATUS = kind(
    "complaint.wrong_status",
    409,
    zh="诉求当前状态为“{status}”，不能进行此操作。",
    en="The complaint is {status}; this step is not possible now.",
)
VERSION_CONFLICT = kind(
    "complaint.version_conflict",
    409,
    zh="诉求已被他人更新（现为“{status}”），请刷新后再操作。",
    en="The complaint has changed meanwhile (it is {status} now); look at it again first.",
)
CLAIMED = kind("complaint.claimed", 409, zh="{name}正在办理这件诉求。", en="{name} has taken this complaint already.")
MERGED = kind(
    "complaint.merged",
    409,
    zh="此诉求已并入其他诉求，请在主诉求上办理。",
    en="It was merged into another complaint; take the step there.",
)
NOT_RESPONSIBLE = kind(
    "complaint.not_responsible",
    403,
    zh="只有承办人员或承办单位可以进行此操作。",
    en="Only the responsible officer or unit may do this.",
)
RETURNS_USED = kind(
    "complaint.returns_used",
    409,
    zh="已退单两次，不能再退。",
    en="It was given back twice; it cannot be given back again.",
)
OWN_WORK = kind(
    "complaint.own_work", 403, zh="不能核查自己处置的诉求。", en="Nobody verifies what he resolved himself."
)
OWN_CREW = kind(
    "complaint.own_crew", 403, zh="不能核查本班组处置的诉求。", en="Nobody verifies what his own crew resolved."
)
REPLY_WAITING = kind("complaint.reply_waiting", 409, zh="已有答复待审核。", en="A reply waits for its review already.")
NO_REPLY = kind("complaint.no_reply", 409, zh="没有待审核的答复。", en="No reply waits for a review.")
OWN_HANDLING = kind(
    "complaint.own_handling",
    403,
    zh="承办、处置或答复本诉求的人员不能代为登记评议和回访。",
    en="Whoever handles it, resolved it or replied to it does not take down what the resident thinks of it.",
)
CALL_BACK_EARLY = kind(
    "complaint.call_back_early",
    409,
    zh="未到回访时间，请等待用户评议。",
    en="It is not to be called back yet; until then the resident may rate it himself.",
)
CALLED_BACK_TODAY = kind(
    "complaint.called_back_today",
    409,
    zh="今天已回访过，请改日再次回访。",
    en="A call was made today already; try again on another day.",
)
OWN_REPLY = kind("complaint.own_reply", 403, zh="不能审核自己起草的答复。", en="Nobody reviews his own reply.")
NOT_MERGED = kind(
    "complaint.not_merged", 409, zh="此诉求未并入其他诉求。", en="It is not merged into another complaint."
)
STEP_INVALID = kind(
    "complaint.step_invalid",
    422,
    zh="填写内容不完整，见各项说明。",
    en="Something is missing or wrong; see each point.",
)
ENTRY_CONFLICT = kind(
    "complaint.entry_conflict",
    409,
    zh="内容已被他人修改（现为第 {version} 版），请刷新后再改。",
    en="It has changed meanwhile; it is at version {version} now.",
)
ENTRY_KEY = kind("complaint.entry_key", 422, zh="键与地址不一致。", en="The key is not that of the address.")
TOO_MANY_LOOKUPS = kind(
    "complaint.too_many_lookups",
    429,
    zh="查询电话号码过于频繁，请稍后再试。",
    en="Too many telephone numbers were looked up; try again later.",
)
NO_TRACKING = kind("complaint.no_tracking", 404, zh="没有这个查询码。", en="There is no such tracking code.")
