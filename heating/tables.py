"""Every module that holds tables; a capability adds its own line."""

MODULES = [
    "heating.storage.models",
    "heating.accounts.models",
    "heating.audit.models",
    "heating.jobs.models",
    "heating.notifications.models",
    "heating.photos.models",
    "heating.labels.models",
    "heating.registry.models",
    "heating.readiness.models",
    "heating.checklists.models",
    "heating.deadlines.models",
    "heating.hazards.models",
    "heating.hazards.catalogue_models",
    "heating.hazards.letter_models",
    "heating.inspections.models",
    "heating.sync.models",
]
