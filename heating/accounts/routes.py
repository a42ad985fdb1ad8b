"""Signing in, one's own account, being told, people, the trees."""

from heating.accounts import (
    audit_routes,
    channel_routes,
    delivery_routes,
    inbox_routes,
    own_routes,
    session_routes,
    tree_routes,
    user_routes,
    webhook_routes,
)

routes = [
    *session_routes.routes,
    *own_routes.routes,
    *inbox_routes.routes,
    *channel_routes.routes,
    *delivery_routes.routes,
    *webhook_routes.routes,
    *user_routes.routes,
    *tree_routes.routes,
    *audit_routes.routes,
]
