from heating.lib.problems import kind

INVALID_OVERRIDE = kind(
    "readiness.invalid_override", 422, zh="特批内容有误，见各项说明。", en="The override has faults; see each of them."
)
OVERRIDE_ID_TAKEN = kind(
    "readiness.override_id_taken", 409, zh="此编号已用于其他特批。", en="This id is in use for another override."
)
ALREADY_OVERRIDDEN = kind(
    "readiness.already_overridden",
    409,
    zh="该站点已有生效的特批，请先撤销。",
    en="An override of this site is in force already: lift it first.",
)
NOTHING_TO_OVERRIDE = kind(
    "readiness.nothing_to_override",
    409,
    zh="该站点没有未销号的重大隐患，也没有缺治理方案的隐患，无需特批。",
    en="The site has no open major hazard and none without a plan: there is nothing to set aside.",
)
NOT_OVERRIDDEN = kind(
    "readiness.not_overridden", 409, zh="该站点没有生效的特批。", en="No override of this site is in force."
)
NOT_FOUND = kind(
    "readiness.not_found",
    404,
    zh="没有该站点的供热准备记录，或不在您的管理范围内。",
    en="There is no readiness of this site, or it is not in what you may see.",
)
