"""What the supply relation refuses."""

from heating.lib.problems import kind

NOT_A_BUILDING = kind(
    "network.not_a_building",
    422,
    zh="只有楼栋才有供热站，“{asset}”不是楼栋。",
    en="Only buildings have a supplying station, and “{asset}” is none.",
)
NOT_SUPPLIED = kind(
    "network.not_supplied", 404, zh="该楼栋尚未登记供热站。", en="No supplying station is recorded for this building."
)
