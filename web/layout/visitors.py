"""The visitor of a page, from the request that the gate has let through."""

from __future__ import annotations

from fastapi import Request  # named at run time: a dependency of routes

from web.accounts import administrator_of, user_of
from web.layout.frame import Visitor
from web.layout.voice import voice_of


def visitor_of(request: Request) -> Visitor:
    """Return who asks for a page; raises DeskError ``not_signed_in``."""
    user = user_of(request)
    return Visitor(
        name=user.name,
        is_admin=user.is_administrator,
        voice=voice_of(request.cookies),
        token=user.csrf,
        signed_in=not user.is_local,
    )


def manager_of(request: Request) -> Visitor:
    """Return the administrator who asks for a page.

    Raises DeskError ``not_signed_in`` or ``not_allowed``.
    """
    administrator_of(request)
    return visitor_of(request)
