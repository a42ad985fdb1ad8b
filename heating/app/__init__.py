"""The whole application: all routes, middleware and what runs beside them."""

from heating.app.application import create_app

__all__ = ["create_app"]
