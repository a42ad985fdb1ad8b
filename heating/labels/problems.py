"""What labels refuse."""

from heating.lib.problems import kind

NOT_A_LABEL = kind("label.not_a_label", 422, zh="这不是本系统的标签。", en="This is no label of ours.")
MISTYPED = kind(
    "label.mistyped",
    422,
    zh="编号“{code}”的校验位不符，请核对标签：字母 O 和数字 0、I 和 1 容易混淆。",
    en="The code “{code}” does not add up. Check the label: O and 0, I and 1 are easily mixed up.",
)
UNKNOWN = kind("label.unknown", 404, zh="没有编号为“{code}”的标签。", en="There is no label “{code}”.")
WRONG_STATE = kind(
    "label.wrong_state",
    409,
    zh="标签“{code}”目前为“{state}”，不能这样操作。",
    en="The label “{code}” is {state} now; that cannot be done with it.",
)
ATTACHED_ELSEWHERE = kind(
    "label.attached_elsewhere",
    409,
    zh="标签“{code}”已绑定在“{asset}”上。要改绑，请先停用它并换一张新标签。",
    en="The label “{code}” is attached to “{asset}”. To change that, retire it and take a new one.",
)
TOO_LONG = kind(
    "label.address_too_long",
    409,
    zh="标签网址“{url}”超过 35 个字符，二维码放不下；请缩短 HEATING_LABEL_URL。",
    en="The address “{url}” is longer than the 35 characters a label holds; shorten HEATING_LABEL_URL.",
)
NO_LABELS = kind("label.none_chosen", 422, zh="没有选中任何标签。", en="No labels were chosen.")
TOO_MANY = kind(
    "label.too_many",
    422,
    zh="一次最多打印 {most} 张标签，请分批打印。",
    en="At most {most} labels are printed at once; print them in parts.",
)
NO_FONT = kind(
    "label.no_font",
    503,
    zh="服务器缺少中文字体，无法排版标签页：请安装 fonts-noto-cjk。",
    en="The server has no Chinese font to print with: install fonts-noto-cjk.",
)
