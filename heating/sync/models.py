from tortoise import fields
from tortoise.models import Model


class SyncOperation(Model):
    """The receipt of an operation: what became of it the last time it was tried."""

    id = fields.UUIDField(primary_key=True)
    device = fields.UUIDField()
    sender = fields.UUIDField()
    author = fields.UUIDField()
    organization_path = fields.TextField()
    type = fields.TextField()
    content_hash = fields.TextField()
    outcome = fields.TextField()
    problem_json = fields.TextField(null=True)
    subject_kind = fields.TextField(null=True)
    subject_id = fields.TextField(null=True)
    happened_at = fields.DatetimeField()
    received_at = fields.DatetimeField()

    class Meta:
        table = "sync_operation"
        indexes = (("device", "id"),)
