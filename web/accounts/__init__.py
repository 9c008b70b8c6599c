"""Who is asking: signing in, what a role may do, and the gate before every route."""

from web.accounts.identity import LOCAL_USER, User, administrator_of, user_of

__all__ = ["LOCAL_USER", "User", "administrator_of", "user_of"]
