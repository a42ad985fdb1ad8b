"""Why a photo is refused. Each says what is wrong with it and what to do."""

from heating.lib.problems import kind

ADDRESS = kind(
    "photo.address",
    422,
    zh="照片地址必须是 64 位小写十六进制的 SHA-256。",
    en="A photo's address is its SHA-256: 64 lower-case hexadecimal digits.",
)
HASH = kind(
    "photo.hash",
    422,
    zh="收到的内容与照片地址不符（实际为 {found}），请重新上传。",
    en="The bytes received do not have this hash (they have {found}). Upload the photo again.",
)
FORMAT = kind(
    "photo.format",
    415,
    zh="不支持这种文件（{found}）。请上传 JPEG、PNG 或 WebP 照片。",
    en="This kind of file ({found}) is not accepted. Upload a JPEG, PNG or WebP photo.",
)
HEIC = kind(
    "photo.heic",
    415,
    zh="不支持 HEIC 照片。请在手机“设置 → 相机 → 格式”中选择“兼容性最佳”，或转换为 JPEG 后再上传。",
    en="HEIC photos are not accepted. Choose Settings → Camera → Formats → Most Compatible, or convert it to JPEG.",
)
DISGUISED = kind(
    "photo.disguised",
    415,
    zh="声明的类型是 {declared}，实际内容是 {found}。",
    en="The photo is declared as {declared}, but its bytes are {found}.",
)
TRUNCATED = kind(
    "photo.truncated",
    422,
    zh="照片不完整，文件在画面结束前就断了。请重新上传。",
    en="The photo is incomplete: the file ends before the picture does. Upload it again.",
)
DAMAGED = kind(
    "photo.damaged",
    422,
    zh="照片已损坏，无法读取。请重新拍摄。",
    en="The photo is damaged and cannot be read. Take it again.",
)
APPENDED = kind(
    "photo.appended",
    422,
    zh="照片后面附带了 {bytes} 字节的其他内容，不予接收。请用普通模式拍摄（不要用动态照片）。",
    en="{bytes} bytes of something else follow the picture. Take an ordinary photo, not a motion photo.",
)
ANIMATED = kind(
    "photo.animated",
    422,
    zh="不接收动图，请上传单张照片。",
    en="Animations are not accepted. Upload a single photo.",
)
TOO_MANY_PIXELS = kind(
    "photo.too_many_pixels",
    422,
    zh="照片为 {width}×{height} 像素，超过 {most} 像素的上限。",
    en="The photo has {width}×{height} pixels; at most {most} are accepted.",
)
NO_SPACE = kind(
    "photo.no_space",
    507,
    zh="服务器存储空间不足，照片仍在您的手机上，请稍后再试。",
    en="The server has no room left. The photo is still on your phone; try again later.",
)
AWAITED = kind(
    "photo.awaited",
    404,
    zh="这张照片还在拍摄者的手机上，尚未上传。",
    en="This photo is still on the phone that took it; it has not arrived yet.",
)
