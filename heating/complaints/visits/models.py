from tortoise import fields
from tortoise.models import Model


class HouseholdVisitRow(Model):
    """A visit to the home that a complaint is about. Who holds the key, who consented to it, who has it back and who
    signed stand with the complaint's persons; here is only the resident's signature as it was drawn, which goes when
    they go."""

    id = fields.UUIDField(primary_key=True)
    complaint_id = fields.UUIDField(db_index=True)
    number = fields.CharField(max_length=40)
    address = fields.TextField()
    content_hash = fields.CharField(max_length=64)
    state = fields.CharField(max_length=20)
    version = fields.IntField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    visitor_id = fields.UUIDField()
    visitor_name = fields.TextField()
    note = fields.TextField()
    arranged_by_id = fields.UUIDField()
    arranged_by_name = fields.TextField()
    arranged_at = fields.DatetimeField()
    absences = fields.IntField(db_default=0)
    key_relation = fields.TextField(null=True)
    """Who has the key, seen from the household: neighbour, grid worker, …"""
    key_from_at = fields.DatetimeField(null=True)
    key_until_at = fields.DatetimeField(null=True)
    key_consented_at = fields.DatetimeField(null=True)
    """When the household's consent was put down."""
    key_returned_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    outcome = fields.TextField(null=True)
    """What was found and done, or why it was cancelled."""
    indoor_c = fields.FloatField(null=True)
    room = fields.CharField(max_length=20, null=True)
    measured_at = fields.DatetimeField(null=True)
    resident_signed = fields.BooleanField(null=True)
    resident_strokes_json = fields.TextField(null=True)
    visitor_strokes_json = fields.TextField(null=True)
    unsigned_reason = fields.TextField(null=True)
    photos_json = fields.TextField()

    class Meta:
        table = "household_visit"
        indexes = (("visitor_id", "starts_at"), ("state", "starts_at"))
