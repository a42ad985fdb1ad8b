from tortoise import fields
from tortoise.models import Model


class CalendarRow(Model):
    """`week_json`: seven lists of `calendars.Hours`, Monday first."""

    key = fields.CharField(max_length=64, primary_key=True)
    name = fields.TextField()
    name_en = fields.TextField()
    week_json = fields.TextField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "calendar"


class CalendarDay(Model):
    """A day that differs from its weekday, or from what the built-in calendar says."""

    id = fields.UUIDField(primary_key=True)
    calendar_key = fields.CharField(max_length=64)
    day = fields.DateField()
    kind = fields.CharField(max_length=10)
    name = fields.TextField()

    class Meta:
        table = "calendar_day"
        unique_together = (("calendar_key", "day"),)


class LadderRow(Model):
    """`document_json` is an `escalation.Ladder`."""

    key = fields.CharField(max_length=64, primary_key=True)
    document_json = fields.TextField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "escalation_ladder"


class DeadlineRow(Model):
    """A clock on a subject. `look_after` is when the sweep has something to do for `step`, null when never;
    `open_key` names subject and clock while it is open: its unique index means "one open clock of a name"."""

    id = fields.UUIDField(primary_key=True)
    subject_kind = fields.CharField(max_length=40)
    subject_id = fields.UUIDField(db_index=True)
    name = fields.CharField(max_length=40)
    open_key = fields.CharField(max_length=120, null=True, unique=True)
    title = fields.TextField()
    title_en = fields.TextField()
    link = fields.TextField()
    amount_n = fields.IntField()
    amount_unit = fields.CharField(max_length=20)
    calendar_key = fields.CharField(max_length=64)
    not_after_on = fields.DateField(null=True)
    started_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    paused_until = fields.DatetimeField(null=True)
    extended_to = fields.DatetimeField(null=True)
    extended_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    outcome = fields.CharField(max_length=10)
    ladder_key = fields.CharField(max_length=64, null=True)
    step = fields.IntField()
    look_after = fields.DatetimeField(null=True, db_index=True)
    responsible_id = fields.UUIDField(null=True)
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    urgent = fields.BooleanField()
    version = fields.IntField()

    class Meta:
        table = "deadline"
        indexes = (
            # in the order of lists, with all that they are filtered by: read without the rows
            ("outcome", "due_at", "organization_path", "area_path", "subject_kind", "name"),
            ("responsible_id", "outcome", "due_at"),
        )


class PauseRow(Model):
    """`until` is where its cap ends it; `ended_at` is when it was ended before that."""

    id = fields.UUIDField(primary_key=True)
    deadline_id = fields.UUIDField(db_index=True)
    reason = fields.TextField()
    started_at = fields.DatetimeField()
    until = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    actor_id = fields.UUIDField(null=True)
    actor_name = fields.TextField()

    class Meta:
        table = "deadline_pause"


class CalendarFeed(Model):
    """A person's secret address for calendar programs. The address itself was shown once."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField(unique=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "calendar_feed"
