from tortoise import fields
from tortoise.models import Model


class ComplaintMessage(Model):
    """What a message board or a hot line says of a complaint that came from it: its own title and reply, which stand
    beside ours. `content_hash` tells a message that was imported again from one that has changed."""

    complaint_id = fields.UUIDField(primary_key=True)
    title = fields.TextField()
    reply = fields.TextField(null=True)
    replied_at = fields.DatetimeField(null=True)
    score = fields.IntField(null=True)
    """1–5, as the other system's users rated the reply."""
    content_hash = fields.CharField(max_length=64)
    imported_at = fields.DatetimeField()

    class Meta:
        table = "complaint_message"
        indexes = (("imported_at",),)
