from heating.lib.problems import kind

NOT_FOUND = kind(
    "readiness.not_found",
    404,
    zh="没有该站点的供热准备记录，或不在您的管理范围内。",
    en="There is no readiness of this site, or it is not in what you may see.",
)
