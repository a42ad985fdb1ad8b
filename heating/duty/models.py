from tortoise import fields
from tortoise.models import Model


class RosterRow(Model):
    """`plan_json` is a `patterns.Plan`. The window is the plan's own."""

    id = fields.UUIDField(primary_key=True)
    organization_path = fields.CharField(max_length=400, db_index=True)
    organization_kind = fields.CharField(max_length=20)
    area_path = fields.CharField(max_length=400)
    season_id = fields.UUIDField(db_index=True)
    name = fields.TextField()
    status = fields.CharField(max_length=10)
    plan_json = fields.TextField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    version = fields.IntField()
    created_at = fields.DatetimeField()
    created_by_id = fields.UUIDField()
    created_by_name = fields.TextField()
    published_at = fields.DatetimeField(null=True)
    published_by_name = fields.TextField(null=True)
    retired_at = fields.DatetimeField(null=True)
    content_hash = fields.CharField(max_length=64)
    """Of the draft as it was created, by which a repeated creation is known."""

    class Meta:
        table = "roster"
        indexes = (("status", "ends_at"),)


class ShiftRow(Model):
    """One of the shifts a published roster came to. Drafts have none."""

    id = fields.UUIDField(primary_key=True)
    roster_id = fields.UUIDField()
    post = fields.CharField(max_length=10)
    person_id = fields.UUIDField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()

    class Meta:
        table = "duty_shift"
        indexes = (("roster_id", "starts_at"), ("person_id", "ends_at"))


class DutyChangeRow(Model):
    """An override, a swap that was accepted, or a reinforcement: `rules.Change` of a place."""

    id = fields.UUIDField(primary_key=True)
    via = fields.CharField(max_length=20)
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    post = fields.CharField(max_length=10)
    person_id = fields.UUIDField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(db_index=True)
    reason = fields.TextField()
    swap_id = fields.UUIDField(null=True)
    made_at = fields.DatetimeField()
    made_by_id = fields.UUIDField()
    made_by_name = fields.TextField()
    ended_at = fields.DatetimeField(null=True)
    """When it was taken back."""
    content_hash = fields.CharField(max_length=64)

    class Meta:
        table = "duty_change"
        indexes = (("organization_path", "ends_at"), ("person_id", "ends_at"))


class SwapRow(Model):
    """`asker` gives a watch away, to `asked`; in return he takes one of his, if `return_starts_at` is set."""

    id = fields.UUIDField(primary_key=True)
    organization_path = fields.CharField(max_length=400, db_index=True)
    area_path = fields.CharField(max_length=400)
    post = fields.CharField(max_length=10)
    asker_id = fields.UUIDField(db_index=True)
    asked_id = fields.UUIDField(db_index=True)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    return_starts_at = fields.DatetimeField(null=True)
    return_ends_at = fields.DatetimeField(null=True)
    reason = fields.TextField()
    status = fields.CharField(max_length=10)
    asked_at = fields.DatetimeField(db_index=True)
    answered_at = fields.DatetimeField(null=True)
    answer = fields.TextField()
    content_hash = fields.CharField(max_length=64)

    class Meta:
        table = "duty_swap"


class SignInRow(Model):
    """Somebody has taken up a watch. `key` is `rules.sign_in_key`."""

    id = fields.UUIDField(primary_key=True)
    key = fields.CharField(max_length=900, unique=True)
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    post = fields.CharField(max_length=10)
    person_id = fields.UUIDField(db_index=True)
    starts_at = fields.DatetimeField(db_index=True)
    signed_at = fields.DatetimeField()

    class Meta:
        table = "duty_sign_in"


class VacancyRow(Model):
    """A watch that nobody signed in for in time: found once. `ended_at` is when he came after all."""

    id = fields.UUIDField(primary_key=True)
    key = fields.CharField(max_length=900, unique=True)
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    post = fields.CharField(max_length=10)
    person_id = fields.UUIDField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(db_index=True)
    found_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "duty_vacancy"


class HandOverRow(Model):
    """A watch handed to the next: written and signed by the one who goes, received by the one who comes. `key` is
    `rules.sign_in_key`."""

    id = fields.UUIDField(primary_key=True)
    key = fields.CharField(max_length=900, unique=True)
    organization_path = fields.CharField(max_length=400, db_index=True)
    area_path = fields.CharField(max_length=400)
    post = fields.CharField(max_length=10)
    from_id = fields.UUIDField(db_index=True)
    from_name = fields.TextField()
    to_id = fields.UUIDField(db_index=True)
    to_name = fields.TextField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    note = fields.TextField()
    written_at = fields.DatetimeField(db_index=True)
    received_at = fields.DatetimeField(null=True)
    remark = fields.TextField()
    content_hash = fields.CharField(max_length=64)

    class Meta:
        table = "duty_hand_over"


class SpotCheckRow(Model):
    """查岗. `look_after` is when nobody has answered in time; null when that is settled."""

    id = fields.UUIDField(primary_key=True)
    organization_path = fields.CharField(max_length=400, db_index=True)
    area_path = fields.CharField(max_length=400)
    post = fields.CharField(max_length=10)
    person_id = fields.UUIDField(db_index=True)
    person_name = fields.TextField()
    asked_at = fields.DatetimeField(db_index=True)
    asked_by_id = fields.UUIDField()
    asked_by_name = fields.TextField()
    answer_by = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)
    answer = fields.TextField()
    look_after = fields.DatetimeField(null=True, db_index=True)
    content_hash = fields.CharField(max_length=64)

    class Meta:
        table = "duty_spot_check"


class SkillRow(Model):
    """`skills_json`: the categories of work a person takes. Without a row he takes all."""

    person_id = fields.UUIDField(primary_key=True)
    skills_json = fields.TextField()
    version = fields.IntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "person_skill"


class CopyRow(Model):
    """Whom to call at a place, as phones keep it: `mirroring.Copy` as JSON. The id is the place's."""

    id = fields.UUIDField(primary_key=True)
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    row_json = fields.TextField()

    class Meta:
        table = "duty_copy"


class AlarmRow(Model):
    """Something wrong with a roster that people were told of. The row stands as long as it is so: they are told
    once."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=20, db_index=True)
    key = fields.CharField(max_length=900, unique=True)
    found_at = fields.DatetimeField()

    class Meta:
        table = "duty_alarm"
