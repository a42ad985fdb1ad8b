"""What people write and photograph when they take a step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.hazards.evidence import LabelScan, Position, StepPhoto
from heating.hazards.plans import Funds, Responsibility
from heating.hazards.presenting import Row
from heating.hazards.step_schemas import (
    Acceptance,
    Confirmation,
    Dismissal,
    ExtensionDecision,
    ExtensionRequest,
    OnTheSpotFix,
    Planning,
    Progress,
    Rectification,
    Reopening,
    Rework,
    StepBody,
    Supervising,
)
from heating.hazards.steps import Step

_DISMISSED = ("复查未见异常，属正常滴漏范围", "与上月同一处重复上报，已合并处理", "设备已停用待拆，不在本季检修范围")
_FIXED = ("现场紧固后无渗漏", "清理后恢复正常", "更换锁芯，已交班长保管钥匙")
_DONE = (
    "更换机械密封，试运行两小时无渗漏", "更换阀门并做密封试验，关断严密", "补做保温并包覆外护层",
    "清洗滤网，压差恢复到 0.02 MPa", "更换仪表，检定证书已归档", "紧固接线端子，红外测温正常",
)  # fmt: skip
_SENT_BACK = ("现场仍有渗水，密封面未处理干净", "保温接缝未封严", "照片与现场不符，护罩未装")
_REOPENED = ("三天后同一部位再次渗漏", "值班巡检发现压差又升高")
_ASKED = ("配件需厂家定制，到货要一周", "需停热施工，等待调度批复", "土建开挖手续正在办理")
_GRANTED = ("同意延期，期间每日巡检并登记", "同意，须先加装临时支撑")
_PROGRESS = ("已完成现场测绘和方案交底", "备件已到货，安排夜间施工", "已完成开挖，正在焊接", "水压试验合格，待恢复路面")
_MEASURES = ("停运该段，更换阀门并做水压试验", "拆除占压建筑，恢复检修通道", "更换换热板片，清洗二次侧管路")
_CONTINGENCY = ("由相邻热力站反供，移动热源车一台待命", "备用泵投入，抢修队 30 分钟内到场")
_LISTED = ("影响供热户数多，列为区级挂牌督办", "两次检查均未整改到位，挂牌督办")


class Bodies:
    """`labels` are the codes by asset, `spots` longitude and latitude by site; `pictures` hashes of photos to choose
    from."""

    def __init__(
        self,
        labels: Mapping[UUID, str],
        spots: Mapping[UUID, tuple[float, float]],
        pictures: Sequence[str],
        zone: ZoneInfo,
        rng: Random,
    ) -> None:
        self._labels, self._spots, self._pictures, self._zone, self._rng = labels, spots, pictures, zone, rng

    def of(self, step: Step, row: Row, at: datetime) -> StepBody:
        """For every step but confirming and listing, which name people."""
        made: Mapping[Step, Callable[[Row, datetime], StepBody]] = {
            Step.DISMISS: self._dismissal,
            Step.FIX_ON_THE_SPOT: self._fix,
            Step.PLAN: self._plan,
            Step.PROGRESS: self._progress,
            Step.ASK_EXTENSION: self._extension,
            Step.DECIDE_EXTENSION: self._decision,
            Step.RECTIFY: self._rectification,
            Step.ACCEPT: self._acceptance,
            Step.SEND_BACK: self._rework,
            Step.REOPEN: self._reopening,
        }
        return made[step](row, at)

    def confirmation(self, row: Row, unit: str, responsible: UUID, *, weak_link: bool) -> Confirmation:
        return Confirmation(
            version=row.version, grade=row.grade, organization=unit, responsible=responsible, weak_link=weak_link
        )

    def supervising(self, leader: Actor) -> Supervising:
        return Supervising(leader=leader.id, reason=self._rng.choice(_LISTED))

    def _dismissal(self, row: Row, _at: datetime) -> Dismissal:
        return Dismissal(version=row.version, reason=self._rng.choice(_DISMISSED))

    def _fix(self, row: Row, at: datetime) -> OnTheSpotFix:
        before, after = self._photos("before", "after", at=at)
        return OnTheSpotFix(done=self._rng.choice(_FIXED), photos=(before, after), label=self._scan(row, at))

    def _plan(self, row: Row, at: datetime) -> Planning:
        last = (row.rectify_due_at or at + timedelta(days=10)).astimezone(self._zone).date() - timedelta(days=1)
        return Planning(
            responsibility=Responsibility(row.unit, row.responsible_id),
            time_limit_on=last,
            measures=self._rng.choice(_MEASURES),
            funds=Funds(float(self._rng.randrange(8, 260) * 1000), "年度大修资金"),
            contingency=self._rng.choice(_CONTINGENCY),
        )

    def _progress(self, row: Row, at: datetime) -> Progress:
        days = max((at - (row.confirmed_at or at)).days, 0)
        text = _PROGRESS[min(days // 7, len(_PROGRESS) - 1)]
        return Progress(text=text, percent=min(90, 15 + days * 2), photos=self._photos("other", at=at))

    def _extension(self, row: Row, at: datetime) -> ExtensionRequest:
        due = max(row.rectify_due_at or at, at).astimezone(self._zone).date()
        return ExtensionRequest(reason=self._rng.choice(_ASKED), due_on=due + timedelta(days=self._rng.randint(3, 8)))

    def _decision(self, _row: Row, _at: datetime) -> ExtensionDecision:
        return ExtensionDecision(granted=True, reason=self._rng.choice(_GRANTED))

    def _rectification(self, row: Row, at: datetime) -> Rectification:
        photos = self._photos("before", "after", at=at)
        return Rectification(done=self._rng.choice(_DONE), photos=photos, label=self._scan(row, at))

    def _acceptance(self, row: Row, at: datetime) -> Acceptance:
        label = self._scan(row, at)
        return Acceptance(
            photos=self._photos("after", at=at), label=label, position=None if label else self._position(row, at)
        )

    def _rework(self, _row: Row, at: datetime) -> Rework:
        return Rework(reason=self._rng.choice(_SENT_BACK), photos=self._photos("other", at=at))

    def _reopening(self, _row: Row, at: datetime) -> Reopening:
        return Reopening(reason=self._rng.choice(_REOPENED), photos=self._photos("other", at=at))

    def _photos(self, *roles: str, at: datetime) -> tuple[StepPhoto, ...]:
        chosen = self._rng.sample(self._pictures, len(roles))
        return tuple(
            StepPhoto(sha256=sha256, role=role, taken_at=at)  # type: ignore[arg-type]  # the caller names roles
            for sha256, role in zip(chosen, roles, strict=True)
        )

    def _scan(self, row: Row, at: datetime) -> LabelScan | None:
        code = self._labels.get(row.asset_id) if row.asset_id else None
        return LabelScan(code=code, scanned_at=at) if code else None

    def _position(self, row: Row, at: datetime) -> Position:
        longitude, latitude = self._spots[row.site_id]
        return Position(longitude=longitude, latitude=latitude, accuracy_m=float(self._rng.randint(4, 28)), at=at)
