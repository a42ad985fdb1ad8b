from tortoise import fields
from tortoise.models import Model


class ChecklistVersion(Model):
    """`revision` counts the edits of a draft. A published or retired version never changes again."""

    id = fields.UUIDField(primary_key=True)
    key = fields.CharField(max_length=64)
    number = fields.IntField()
    state = fields.CharField(max_length=20, db_index=True)
    document_json = fields.TextField()
    revision = fields.IntField()
    created_at = fields.DatetimeField()
    created_by = fields.UUIDField()
    published_at = fields.DatetimeField(null=True)
    published_by = fields.UUIDField(null=True)

    class Meta:
        table = "checklist_version"
        unique_together = (("key", "number"),)
