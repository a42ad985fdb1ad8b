from tortoise import fields
from tortoise.models import Model

from heating.storage.columns import AssignedNumber


class SyncCounter(Model):
    """One row: the last number of the change log, the number up to which the log was pruned, and the log's name."""

    id = AssignedNumber()
    n = fields.BigIntField(default=0)
    floor = fields.BigIntField(default=0)
    epoch = fields.CharField(max_length=32)

    class Meta:
        table = "sync_counter"


class ChangeRow(Model):
    """What changed, in the order of the commits. Rows are only ever added, and pruned from the front."""

    seq = AssignedNumber()
    kind = fields.TextField()
    row_id = fields.TextField()
    op = fields.TextField()
    organization_path = fields.TextField()
    area_path = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        table = "change_log"
