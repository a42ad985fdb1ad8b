"""Audit entries about people and trees, with the subject's own paths."""

from uuid import UUID

from heating.accounts.models import User
from heating.audit import SYSTEM, Who, record


def about_user(by: Who, action: str, user: User, **detail: object) -> None:
    record(
        by,
        action,
        subject_kind="user",
        subject_id=user.id,
        organization=user.organization_path,
        area=user.area_path,
        detail=detail,
    )


def about_address(action: str, address: str) -> None:
    """Where nobody is known to act."""
    record(SYSTEM, action, subject_kind="address", subject_id=address, organization="", area="")


def about_organization(by: Who, action: str, organization_id: UUID, path: str, **detail: object) -> None:
    record(
        by,
        action,
        subject_kind="organization",
        subject_id=organization_id,
        organization=path,
        area="",
        detail={"path": path, **detail},
    )


def about_area(by: Who, action: str, area_id: UUID, path: str, **detail: object) -> None:
    record(
        by, action, subject_kind="area", subject_id=area_id, organization="", area=path, detail={"path": path, **detail}
    )
