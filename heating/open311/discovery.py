"""The discovery document: where which version of the interface is, in which formats."""

from datetime import datetime

from heating.open311.writing import MEDIA_TYPES, Value

_SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
VERSION_PATH = "/open311/v2"


def document(site_url: str, changed_at: datetime) -> Value:
    """`changed_at` is when the services changed last, so that a front end knows when to fetch them again."""
    return {
        "changeset": changed_at,
        "contact": f"{site_url}/report",
        "key_service": f"{site_url}/app/access",
        "endpoints": [
            {
                "specification": _SPECIFICATION,
                "url": f"{site_url}{VERSION_PATH}",
                "changeset": changed_at,
                "type": "production",
                "formats": [MEDIA_TYPES["xml"].partition(";")[0], MEDIA_TYPES["json"].partition(";")[0]],
            }
        ],
    }
