"""Signing in, one's own account, people, the trees."""

from heating.accounts import audit_routes, own_routes, session_routes, tree_routes, user_routes

routes = [
    *session_routes.routes,
    *own_routes.routes,
    *user_routes.routes,
    *tree_routes.routes,
    *audit_routes.routes,
]
