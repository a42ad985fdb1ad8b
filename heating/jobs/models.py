from tortoise import fields
from tortoise.models import Model


class Job(Model):
    """`due_at` is when to look next: the time to run, the end of the lease while a runner works on it, or null once
    it is settled. `open_key` equals `key` until then, so that its unique index means "one open job per key"."""

    id = fields.UUIDField(primary_key=True)
    name = fields.TextField()
    payload_json = fields.TextField()
    key = fields.TextField(null=True)
    open_key = fields.CharField(max_length=200, null=True, unique=True)
    enqueued_at = fields.DatetimeField()
    due_at = fields.DatetimeField(null=True, db_index=True)
    attempts = fields.IntField(default=0)
    done_at = fields.DatetimeField(null=True, db_index=True)
    failed_at = fields.DatetimeField(null=True, db_index=True)
    last_error = fields.TextField(null=True)

    class Meta:
        table = "job"
