"""What the ledger of hazards refuses."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "hazard.not_found", 404, zh="没有这条隐患，或不在您的管理范围内。", en="No such hazard in what you may see."
)
INVALID = kind(
    "hazard.invalid", 422, zh="隐患上报内容不完整，见各项说明。", en="The report is not complete; see each point."
)
ID_TAKEN = kind("hazard.id_taken", 409, zh="此编号已用于其他隐患。", en="This id is in use for another hazard.")
WRONG_STATUS = kind(
    "hazard.wrong_status",
    409,
    zh="隐患当前状态为“{status}”，不能进行此操作。",
    en="The hazard is {status}; this step is not possible now.",
)
VERSION_CONFLICT = kind(
    "hazard.version_conflict",
    409,
    zh="隐患已被他人更新（当前状态为“{status}”），请看过最新内容后再操作。",
    en="The hazard has changed meanwhile (it is {status} now); look at it again first.",
)
NOT_MINOR = kind(
    "hazard.not_minor", 409, zh="只有轻微隐患可以立行立改。", en="Only a minor hazard may be fixed on the spot."
)
NOT_REPORTER = kind(
    "hazard.not_reporter",
    403,
    zh="只有上报人本人可以登记立行立改。",
    en="Only the one who reported it may fix it on the spot.",
)
NOT_RESPONSIBLE = kind(
    "hazard.not_responsible",
    403,
    zh="只有责任人或责任单位可以进行此操作。",
    en="Only the responsible person or unit may do this.",
)
OWN_WORK = kind("hazard.own_work", 403, zh="不能核查自己整改的隐患。", en="Nobody verifies what he rectified himself.")
OWN_CREW = kind(
    "hazard.own_crew",
    403,
    zh="不能核查本班组整改的隐患。",
    en="Nobody verifies what his own crew rectified.",
)
EXTENSION_OPEN = kind(
    "hazard.extension_open", 409, zh="已有延期申请待审批。", en="An extension waits for its decision already."
)
NO_EXTENSION = kind("hazard.no_extension", 409, zh="没有待审批的延期申请。", en="No extension waits for a decision.")
OWN_EXTENSION = kind("hazard.own_extension", 403, zh="不能审批自己的延期申请。", en="Nobody decides his own extension.")
NOT_ABOVE = kind(
    "hazard.not_above",
    403,
    zh="延期须由申请人的上级单位审批。",
    en="An extension is decided by the level above the one who asks.",
)
NO_SUCH_PHOTO = kind(
    "hazard.no_such_photo", 404, zh="这条隐患没有这张照片。", en="The hazard does not show this photo."
)
PHOTO_ARRIVED = kind(
    "hazard.photo_arrived",
    409,
    zh="这张照片服务器已经收到，不能更换。",
    en="The server has this photo: evidence that has arrived is not replaced.",
)
NOT_PHOTOGRAPHER = kind(
    "hazard.not_photographer",
    403,
    zh="只有拍摄人本人或其所在单位可以更换照片。",
    en="Only whoever handed the photo in, or his unit, may replace it.",
)
STEP_INVALID = kind(
    "hazard.step_invalid", 422, zh="填写内容不完整，见各项说明。", en="Something is missing or wrong; see each point."
)
