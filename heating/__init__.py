"""The heating-season readiness tracker."""

__version__ = "0.1.0"
