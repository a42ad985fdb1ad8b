"""What supervision letters refuse."""

from heating.lib.problems import kind

NOT_FOUND = kind(
    "letter.not_found", 404, zh="没有这份督办函，或不在您的管理范围内。", en="No such letter in what you may see."
)
ID_TAKEN = kind("letter.id_taken", 409, zh="此编号已用于其他督办函。", en="This id is in use for another letter.")
NOT_REPLIED = kind(
    "letter.not_replied",
    409,
    zh="该督办函还没有回复，请先回复。",
    en="This letter has not been replied to yet; reply first.",
)
REPLIED = kind("letter.replied", 409, zh="该督办函已回复。", en="This letter has been replied to already.")
