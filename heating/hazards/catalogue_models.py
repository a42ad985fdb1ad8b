from tortoise import fields
from tortoise.models import Model


class CatalogueEntryRow(Model):
    """A class, code, phrase or policy as it is in force. The id is "sort/key"; `document_json` is the struct of the
    sort, see `catalogue.DOCUMENTS`."""

    id = fields.CharField(max_length=100, primary_key=True)
    place = fields.IntField()
    document_json = fields.TextField()
    version = fields.IntField()
    changed_at = fields.DatetimeField()
    changed_by_id = fields.UUIDField(null=True)
    changed_by_name = fields.TextField()

    class Meta:
        table = "hazard_catalogue_entry"


class CatalogueChangeRow(Model):
    """Every version there ever was of an entry."""

    id = fields.UUIDField(primary_key=True)
    entry_id = fields.CharField(max_length=100)
    version = fields.IntField()
    document_json = fields.TextField()
    note = fields.TextField()
    changed_at = fields.DatetimeField()
    changed_by_id = fields.UUIDField(null=True)
    changed_by_name = fields.TextField()

    class Meta:
        table = "hazard_catalogue_change"
        unique_together = (("entry_id", "version"),)
