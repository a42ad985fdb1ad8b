from tortoise import fields
from tortoise.models import Model


class Notification(Model):
    """A message in a person's inbox. `once` is the person and the message's key: what was told is not told again."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField()
    organization_path = fields.CharField(max_length=400)
    kind = fields.CharField(max_length=80)
    title_zh = fields.TextField()
    title_en = fields.TextField()
    body_zh = fields.TextField()
    body_en = fields.TextField()
    link = fields.TextField()
    urgent = fields.BooleanField()
    subject_kind = fields.CharField(max_length=40)
    subject_id = fields.CharField(max_length=100)
    once = fields.CharField(max_length=240, unique=True)
    created_at = fields.DatetimeField(db_index=True)
    read_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        indexes = (("person_id", "id"), ("person_id", "read_at"))


class NotificationChannel(Model):
    """Where to reach a person, or, without a person, a program that is told of the city's events.

    `address` and `secret` are never shown again; `hint` is what is. `receiver` is the hash of the address: several
    people may have the same robot. A removed channel keeps its row, without the address, for its deliveries."""

    id = fields.UUIDField(primary_key=True)
    person_id = fields.UUIDField(null=True, db_index=True)
    organization_path = fields.CharField(max_length=400)
    kind = fields.CharField(max_length=20)
    name = fields.TextField()
    address = fields.TextField()
    secret = fields.TextField()
    hint = fields.TextField()
    receiver = fields.CharField(max_length=64)
    quiet_from = fields.CharField(max_length=5, null=True)
    quiet_to = fields.CharField(max_length=5, null=True)
    actions_json = fields.TextField(null=True)
    content_hash = fields.CharField(max_length=64)
    """Of what it was made with: tells a replay from another use of the id."""
    created_at = fields.DatetimeField()
    disabled_at = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)
    last_at = fields.DatetimeField(null=True)
    last_state = fields.CharField(max_length=20, null=True)
    last_reason = fields.CharField(max_length=40, null=True)
    last_said = fields.TextField(null=True)
    """Of the last delivery that was sent or failed."""

    class Meta:
        table = "notification_channel"


class Delivery(Model):
    """One message on its way over one channel. `due_at` is when to look next: the next attempt, or the end of the lease
    while one is under way; null once it is settled. `content_json` is a `rules.Parcel`."""

    id = fields.UUIDField(primary_key=True)
    channel_id = fields.UUIDField()
    notification_id = fields.UUIDField(null=True, db_index=True)
    person_id = fields.UUIDField(null=True)
    organization_path = fields.CharField(max_length=400)
    receiver = fields.CharField(max_length=64)
    content_json = fields.TextField()
    urgent = fields.BooleanField()
    is_test = fields.BooleanField()
    state = fields.CharField(max_length=20)
    due_at = fields.DatetimeField(null=True)
    claim = fields.UUIDField(null=True)
    attempts = fields.IntField()
    reason = fields.CharField(max_length=40, null=True)
    said = fields.TextField(null=True)
    """Of the last attempt."""
    created_at = fields.DatetimeField(db_index=True)
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery"
        indexes = (("receiver", "due_at"), ("channel_id", "due_at"), ("person_id", "id"), ("state", "id"))


class DeliveryAttempt(Model):
    id = fields.UUIDField(primary_key=True)
    delivery_id = fields.UUIDField(db_index=True)
    at = fields.DatetimeField()
    result = fields.CharField(max_length=20)
    reason = fields.CharField(max_length=40)
    said = fields.TextField()
    took_ms = fields.IntField()

    class Meta:
        table = "delivery_attempt"


class DeliveryReceiver(Model):
    """A robot, mailbox or program that is sent to: one at a time, at its pace. `paced_until` is of `pacing`; before
    `free_at` it wants nothing; until `claimed_until` somebody is sending."""

    key = fields.CharField(max_length=64, primary_key=True)
    claim = fields.UUIDField(null=True)
    claimed_until = fields.DatetimeField(null=True)
    paced_until = fields.DatetimeField(null=True)
    free_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery_receiver"
