from tortoise import fields
from tortoise.models import Model

from heating.storage.columns import AssignedNumber


class ComplaintRow(Model):
    """A complaint as it stands. Names of places and people are as they were when they were put in, so that the desk's
    rows need no other table; `content_hash` tells a replay from another use of the id. Who called is kept apart."""

    id = fields.UUIDField(primary_key=True)
    number = fields.CharField(max_length=40, unique=True)
    tracking_code = fields.CharField(max_length=20, unique=True)
    content_hash = fields.CharField(max_length=64)
    status = fields.CharField(max_length=20)
    version = fields.IntField()
    channel = fields.CharField(max_length=20)
    kind = fields.CharField(max_length=20)
    category = fields.CharField(max_length=64, null=True)
    matter_class = fields.CharField(max_length=20, null=True)
    urgency = fields.CharField(max_length=20)
    text = fields.TextField()
    building_id = fields.UUIDField(null=True)
    building_name = fields.TextField(null=True)
    unit = fields.CharField(max_length=40)
    room = fields.CharField(max_length=40)
    address = fields.TextField()
    """As it is shown; what was said where no building is known."""
    home_key = fields.CharField(max_length=160, null=True)
    phone_key = fields.CharField(max_length=64, null=True, db_index=True)
    """The caller's number as a keyed hash; empty once it is erased."""
    station_id = fields.UUIDField(null=True)
    station_name = fields.TextField(null=True)
    station_name_en = fields.TextField(null=True)
    site_id = fields.UUIDField(null=True)
    organization_path = fields.CharField(max_length=400)
    """The responsible unit."""
    area_path = fields.CharField(max_length=400)
    officer_id = fields.UUIDField(null=True)
    """Who has to act: at the desk before dispatch, on duty after it."""
    officer_name = fields.TextField(null=True)
    leader_id = fields.UUIDField(null=True)
    """The leader in charge when it was dispatched."""
    desk_path = fields.CharField(max_length=400, null=True)
    """Whose desk has to dispatch it, while it is not dispatched."""
    routed = fields.BooleanField(db_default=True)
    """The roster found the officer; False when a person named him."""
    claimed_by_id = fields.UUIDField(null=True)
    claimed_by_name = fields.TextField(null=True)
    claimed_at = fields.DatetimeField(null=True)
    photos_json = fields.TextField()
    indoor_c = fields.FloatField(null=True)
    label_code = fields.CharField(max_length=40, null=True)
    external_system = fields.CharField(max_length=100, null=True)
    external_number = fields.CharField(max_length=200, null=True, db_index=True)
    external_key = fields.CharField(max_length=310, null=True, unique=True)
    """System and number: what is sent again is not taken in again."""
    historical = fields.BooleanField(db_default=False)
    happened_at = fields.DatetimeField(db_index=True)
    """When the resident wrote or called."""
    received_at = fields.DatetimeField()
    received_by_id = fields.UUIDField(null=True)
    received_by_name = fields.TextField()
    due_at = fields.DatetimeField(null=True)
    """Of the tightest open clock, whose name is `clock`."""
    clock = fields.CharField(max_length=40, null=True)
    paused_until = fields.DatetimeField(null=True)
    dispatched_at = fields.DatetimeField(null=True)
    acknowledged_at = fields.DatetimeField(null=True)
    resolved_by_id = fields.UUIDField(null=True)
    resolved_by_name = fields.TextField(null=True)
    resolved_crew = fields.CharField(max_length=400, null=True)
    resolved_at = fields.DatetimeField(null=True)
    verified_by_id = fields.UUIDField(null=True)
    verified_by_name = fields.TextField(null=True)
    verified_at = fields.DatetimeField(null=True)
    disposition = fields.CharField(max_length=20, null=True)
    draft_json = fields.TextField(null=True)
    """A reply that somebody else has to look at before it goes out."""
    drafted_by_id = fields.UUIDField(null=True)
    drafted_by_name = fields.TextField(null=True)
    reply_json = fields.TextField(null=True)
    replied_by_id = fields.UUIDField(null=True)
    replied_by_name = fields.TextField(null=True)
    replied_at = fields.DatetimeField(null=True)
    promised_on = fields.DateField(null=True)
    rating = fields.IntField(null=True)
    solved = fields.BooleanField(null=True)
    rating_comment = fields.TextField(null=True)
    rated_at = fields.DatetimeField(null=True)
    call_back_at = fields.DatetimeField(null=True, db_index=True)
    """When its resident is to be called, if he has not rated the reply by then."""
    call_backs = fields.IntField(db_default=0)
    """How often nobody was reached."""
    closed_at = fields.DatetimeField(null=True)
    erased_at = fields.DatetimeField(null=True)
    """When what identifies a resident was last taken out of it."""
    returns = fields.IntField(db_default=0)
    reworks = fields.IntField(db_default=0)
    reopenings = fields.IntField(db_default=0)
    repeats = fields.IntField(db_default=0)
    """Complaints of the same matter within days of this one's closing."""
    repeat_of_id = fields.UUIDField(null=True, db_index=True)
    merged_into_id = fields.UUIDField(null=True, db_index=True)
    merged_count = fields.IntField(db_default=0)

    class Meta:
        table = "complaint"
        indexes = (
            ("status", "due_at"),
            ("status", "received_at"),
            ("officer_id", "status"),
            ("organization_path", "received_at"),
            ("building_id", "received_at"),
            ("station_id", "status"),
            ("category", "received_at"),
            ("channel", "received_at"),
            ("home_key", "closed_at"),
            ("received_at", "id"),
            ("due_at", "id"),
            ("closed_at",),
        )


class ComplaintStepRow(Model):
    """One step in the life of a complaint, its receipt included. `photos_json` is a list of `schemas.Photo`;
    `detail_json` what else was decided. Nobody's id is a resident's or the product's own doing."""

    id = fields.UUIDField(primary_key=True)
    complaint_id = fields.UUIDField()
    step = fields.CharField(max_length=40)
    from_status = fields.CharField(max_length=20, null=True)
    to_status = fields.CharField(max_length=20)
    actor_id = fields.UUIDField(null=True, db_index=True)
    actor_name = fields.TextField()
    organization_path = fields.CharField(max_length=400)
    happened_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    reason = fields.TextField()
    note = fields.TextField()
    photos_json = fields.TextField()
    detail_json = fields.TextField()
    content_hash = fields.CharField(max_length=64)
    place = fields.IntField()
    """In the order of the story: the complaint's version after the step."""

    class Meta:
        table = "complaint_step"
        indexes = (("complaint_id", "place"), ("step", "happened_at"))


class ComplaintReturn(Model):
    """ "Not mine": who gave it back, why, and whose he thinks it is."""

    id = fields.UUIDField(primary_key=True)
    complaint_id = fields.UUIDField(db_index=True)
    organization_path = fields.CharField(max_length=400)
    """The unit that gave it back."""
    returned_by_id = fields.UUIDField()
    returned_by_name = fields.TextField()
    returned_at = fields.DatetimeField()
    reason = fields.TextField()
    suggested_path = fields.CharField(max_length=400, null=True)

    class Meta:
        table = "complaint_return"
        indexes = (("organization_path", "returned_at"),)


class ComplaintPromise(Model):
    """What a resident was told will be done, by whom and until when. `outcome` is empty while it is open, then kept,
    late, broken or replaced."""

    id = fields.UUIDField(primary_key=True)
    complaint_id = fields.UUIDField(db_index=True)
    promised_on = fields.DateField()
    text = fields.TextField()
    organization_path = fields.CharField(max_length=400)
    made_by_id = fields.UUIDField(null=True)
    made_by_name = fields.TextField()
    made_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    outcome = fields.CharField(max_length=20, null=True)

    class Meta:
        table = "complaint_promise"
        indexes = (("promised_on", "outcome"), ("organization_path", "promised_on"))


class ComplaintCounter(Model):
    """The last number given out on a local day; the id is the day's ordinal."""

    day = AssignedNumber()
    n = fields.IntField()

    class Meta:
        table = "complaint_counter"


class ComplaintEntryRow(Model):
    """A category, a policy or the settings as a city has written them. The id is "sort/key"; `document_json` the struct
    of the sort. Every version is in the audit."""

    id = fields.CharField(max_length=100, primary_key=True)
    document_json = fields.TextField()
    version = fields.IntField()
    changed_at = fields.DatetimeField()
    changed_by_id = fields.UUIDField(null=True)
    changed_by_name = fields.TextField()

    class Meta:
        table = "complaint_entry"
