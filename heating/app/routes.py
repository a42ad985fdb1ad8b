"""All routes of the product, in one expression. The pages come last: they catch what nobody else wants."""

from collections.abc import Sequence

from heating.accounts.colleague_routes import routes as colleagues
from heating.accounts.guard import Resource
from heating.accounts.routes import routes as accounts
from heating.app.system_routes import routes as system
from heating.checklists.routes import routes as checklists
from heating.complaints.compliance.routes import routes as compliance
from heating.complaints.figure_routes import routes as figures
from heating.complaints.history.past_routes import routes as past
from heating.complaints.persons.routes import routes as persons
from heating.complaints.routes import routes as complaints
from heating.complaints.suggestions.routes import routes as suggestions
from heating.complaints.visits.routes import routes as visits
from heating.deadlines.routes import routes as deadlines
from heating.duty.post_routes import routes as posts
from heating.duty.routes import routes as rosters
from heating.hazards.catalogue_routes import routes as catalogue
from heating.hazards.letter_routes import routes as letters
from heating.hazards.report_routes import routes as hazard_reports
from heating.hazards.routes import routes as hazards
from heating.inspections.routes import routes as inspections
from heating.labels.routes import routes as labels
from heating.network.routes import routes as network
from heating.open311.routes import routes as open311
from heating.photos.routes import routes as photos
from heating.portal.routes import routes as portal
from heating.readiness.routes import routes as readiness
from heating.registry.routes import routes as registry
from heating.sync.routes import routes as sync
from heating.transfer.routes import routes as transfer

ROUTES: Sequence[Resource] = [
    *sync,  # first: they are asked most, and routes are tried in their order
    *system,
    *accounts,
    *colleagues,
    *registry,
    *labels,
    *network,
    *transfer,
    *checklists,
    *catalogue,
    *letters,
    *hazard_reports,
    *rosters,
    *posts,
    *deadlines,
    *hazards,
    *figures,
    *complaints,
    *visits,
    *inspections,
    *persons,
    *suggestions,
    *compliance,
    *past,
    *open311,
    *photos,
    *readiness,
    *portal,
]

DIRECT = frozenset({"/api/sync/push"})
"""Addresses that are answered without the framework's middleware. Their routes pack large answers themselves."""
