"""The HTTP interface for programs: ``/api/v1``, typed, described by its own OpenAPI file."""

from web.api.app import PREFIX, create_api

__all__ = ["PREFIX", "create_api"]
