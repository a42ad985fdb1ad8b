"""What the ledger of hazards refuses."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "hazard.not_found", 404, zh="没有这条隐患，或不在您的管理范围内。", en="No such hazard in what you may see."
)
INVALID = kind(
    "hazard.invalid", 422, zh="隐患上报内容不完整，见各项说明。", en="The report is not complete; see each point."
)
ID_TAKEN = kind("hazard.id_taken", 409, zh="此编号已用于其他隐患。", en="This id is in use for another hazard.")
