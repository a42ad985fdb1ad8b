"""Every module that holds tables; a capability adds its own line."""

MODULES = [
    "heating.storage.models",
    "heating.accounts.models",
    "heating.audit.models",
    "heating.jobs.models",
    "heating.photos.models",
    "heating.labels.models",
    "heating.registry.models",
    "heating.readiness.models",
    "heating.checklists.models",
    "heating.hazards.models",
    "heating.inspections.models",
    "heating.sync.models",
]
