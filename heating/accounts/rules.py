"""Roles, permissions and the shape of the trees."""

from enum import StrEnum


class Role(StrEnum):
    CREW_MEMBER = "crew_member"
    SAFETY_OFFICER = "safety_officer"
    DUTY_OFFICER = "duty_officer"
    COMPANY_MANAGER = "company_manager"
    DISTRICT_OFFICER = "district_officer"
    CITY_LEADER = "city_leader"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    OWN_ACCOUNT = "own.account"
    REGISTRY_READ = "registry.read"
    REGISTRY_WRITE = "registry.write"
    REGISTRY_IMPORT = "registry.import"
    KINDS_WRITE = "kinds.write"
    SEASONS_WRITE = "seasons.write"
    LABELS_READ = "labels.read"
    LABELS_ISSUE = "labels.issue"
    LABELS_RETIRE = "labels.retire"
    LABELS_ATTACH = "labels.attach"
    CHECKLISTS_READ = "checklists.read"
    CHECKLISTS_PUBLISH = "checklists.publish"
    INSPECTIONS_READ = "inspections.read"
    INSPECTIONS_SUBMIT = "inspections.submit"
    INSPECTIONS_SETTLE = "inspections.settle"
    HAZARDS_READ = "hazards.read"
    HAZARDS_REPORT = "hazards.report"
    HAZARDS_CONFIRM = "hazards.confirm"
    HAZARDS_PLAN = "hazards.plan"
    HAZARDS_ASK_EXTENSION = "hazards.ask_extension"
    HAZARDS_DECIDE_EXTENSION = "hazards.decide_extension"
    HAZARDS_RECTIFY = "hazards.rectify"
    HAZARDS_VERIFY = "hazards.verify"
    HAZARDS_SUPERVISE = "hazards.supervise"
    POLICIES_WRITE = "policies.write"
    CODES_WRITE = "codes.write"
    COMPLAINTS_READ = "complaints.read"
    COMPLAINTS_RECEIVE = "complaints.receive"
    COMPLAINTS_HANDLE = "complaints.handle"
    COMPLAINTS_VERIFY = "complaints.verify"
    COMPLAINTS_REPLY = "complaints.reply"
    COMPLAINTS_REVIEW_REPLY = "complaints.review_reply"
    COMPLAINTS_PERSONAL = "complaints.personal"
    COMPLAINTS_IMPORT = "complaints.import"
    COMPLAINTS_MERGE = "complaints.merge"
    COMPLAINT_SETTINGS_WRITE = "complaint_settings.write"
    DUTY_READ = "duty.read"
    DUTY_WRITE = "duty.write"
    DUTY_SERVE = "duty.serve"
    NETWORK_WRITE = "network.write"
    PHOTOS_READ = "photos.read"
    PHOTOS_WRITE = "photos.write"
    SYNC = "sync"
    DEADLINES_READ = "deadlines.read"
    CALENDARS_WRITE = "calendars.write"
    READINESS_READ = "readiness.read"
    READINESS_OVERRIDE = "readiness.override"
    PEOPLE_READ = "people.read"
    PEOPLE_WRITE = "people.write"
    ORGANIZATIONS_WRITE = "organizations.write"
    WEBHOOKS_WRITE = "webhooks.write"
    AUDIT_READ = "audit.read"


_CREW, _SAFETY, _DUTY, _MANAGER = Role.CREW_MEMBER, Role.SAFETY_OFFICER, Role.DUTY_OFFICER, Role.COMPANY_MANAGER
_DISTRICT, _CITY, _ADMIN, _AUDITOR = Role.DISTRICT_OFFICER, Role.CITY_LEADER, Role.ADMINISTRATOR, Role.AUDITOR
_ALL = frozenset(Role)

PERMISSIONS: dict[Permission, frozenset[Role]] = {
    Permission.OWN_ACCOUNT: _ALL,
    Permission.REGISTRY_READ: _ALL,
    Permission.REGISTRY_WRITE: frozenset({_ADMIN, _MANAGER}),
    Permission.REGISTRY_IMPORT: frozenset({_ADMIN}),
    Permission.KINDS_WRITE: frozenset({_ADMIN}),
    Permission.SEASONS_WRITE: frozenset({_ADMIN}),
    Permission.LABELS_READ: _ALL,
    Permission.LABELS_ISSUE: frozenset({_ADMIN, _MANAGER, _SAFETY}),
    Permission.LABELS_RETIRE: frozenset({_ADMIN, _MANAGER, _SAFETY}),
    Permission.LABELS_ATTACH: frozenset({_ADMIN, _MANAGER, _SAFETY, _CREW}),
    Permission.CHECKLISTS_READ: _ALL,
    Permission.CHECKLISTS_PUBLISH: frozenset({_ADMIN}),
    Permission.INSPECTIONS_READ: _ALL,
    Permission.INSPECTIONS_SUBMIT: frozenset({_CREW, _SAFETY}),
    Permission.INSPECTIONS_SETTLE: frozenset({_SAFETY, _MANAGER, _DISTRICT}),
    Permission.HAZARDS_READ: _ALL,
    Permission.HAZARDS_REPORT: _ALL - {_AUDITOR},
    Permission.HAZARDS_CONFIRM: frozenset({_SAFETY, _DISTRICT}),
    Permission.HAZARDS_PLAN: frozenset({_CREW, _SAFETY, _MANAGER}),
    Permission.HAZARDS_ASK_EXTENSION: frozenset({_CREW, _SAFETY, _MANAGER}),
    Permission.HAZARDS_DECIDE_EXTENSION: frozenset({_MANAGER, _DISTRICT, _CITY}),
    Permission.HAZARDS_RECTIFY: frozenset({_CREW, _SAFETY, _MANAGER}),
    Permission.HAZARDS_VERIFY: frozenset({_CREW, _SAFETY, _DUTY, _DISTRICT}),
    Permission.HAZARDS_SUPERVISE: frozenset({_DISTRICT, _CITY}),
    Permission.POLICIES_WRITE: frozenset({_ADMIN}),
    Permission.CODES_WRITE: frozenset({_ADMIN}),
    Permission.COMPLAINTS_READ: _ALL,
    Permission.COMPLAINTS_RECEIVE: frozenset({_DUTY, _MANAGER, _DISTRICT, _CITY, _ADMIN}),
    Permission.COMPLAINTS_HANDLE: _ALL - {_AUDITOR},
    Permission.COMPLAINTS_VERIFY: frozenset({_CREW, _SAFETY, _DUTY, _MANAGER, _DISTRICT, _CITY}),
    Permission.COMPLAINTS_REPLY: frozenset({_DUTY, _MANAGER, _DISTRICT, _CITY}),
    Permission.COMPLAINTS_REVIEW_REPLY: frozenset({_MANAGER, _DISTRICT, _CITY}),
    Permission.COMPLAINTS_IMPORT: frozenset({_DUTY, _DISTRICT, _CITY, _ADMIN}),
    Permission.COMPLAINTS_PERSONAL: frozenset({_CREW, _DUTY, _MANAGER, _DISTRICT, _CITY}),
    Permission.COMPLAINTS_MERGE: frozenset({_DUTY, _MANAGER, _DISTRICT, _CITY}),
    Permission.COMPLAINT_SETTINGS_WRITE: frozenset({_ADMIN}),
    Permission.DUTY_READ: _ALL,
    Permission.DUTY_WRITE: frozenset({_MANAGER, _DISTRICT, _ADMIN}),
    Permission.DUTY_SERVE: _ALL - {_AUDITOR},
    Permission.NETWORK_WRITE: frozenset({_ADMIN, _MANAGER}),
    Permission.PHOTOS_READ: _ALL,
    Permission.PHOTOS_WRITE: _ALL - {_AUDITOR},
    Permission.SYNC: _ALL - {_AUDITOR},
    Permission.DEADLINES_READ: _ALL,
    Permission.CALENDARS_WRITE: frozenset({_ADMIN}),
    Permission.READINESS_READ: _ALL - {_CREW},
    Permission.READINESS_OVERRIDE: frozenset({_DISTRICT, _CITY}),
    Permission.PEOPLE_READ: _ALL - {_CREW, _DUTY},
    Permission.PEOPLE_WRITE: frozenset({_ADMIN}),
    Permission.ORGANIZATIONS_WRITE: frozenset({_ADMIN}),
    Permission.WEBHOOKS_WRITE: frozenset({_ADMIN}),
    Permission.AUDIT_READ: frozenset({_AUDITOR, _ADMIN, _CITY}),
}
"""The permission matrix of the whole product."""

_CITY_WIDE = frozenset({_DISTRICT, _CITY, _ADMIN, _AUDITOR})


def permissions_of(role: Role) -> frozenset[Permission]:
    return _OF_ROLE[role]


_OF_ROLE = {role: frozenset(p for p, roles in PERMISSIONS.items() if role in roles) for role in Role}


def organization_reach(role: Role, home: str) -> str:
    """The path within which a person sees rows: the whole city for its offices, else his organization's subtree."""
    at_city = home.count("/") == 1
    if role in _CITY_WIDE or (role is _DUTY and at_city):
        return ""
    return home


class OrganizationKind(StrEnum):
    CITY = "city"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMPANY = "company"
    CREW = "crew"


class AreaLevel(StrEnum):
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    VILLAGE = "village"
