"""The tables of ``desk.sqlite``, as the steps that lead from one version to the next.

Times are seconds since 1970 in UTC. Passwords are kept as argon2 hashes, session cookies
and access tokens as SHA-256 hashes: the file alone lets nobody in. Ids are never given out
twice. A step that was released is never changed; a new one is added after it.
"""

from __future__ import annotations

LOCAL_ACCOUNT = 0
"""Id of the person at this machine itself, who needs no password and has none."""

_FIRST = (
    """CREATE TABLE accounts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('administrator', 'staff')),
        password TEXT,
        created REAL NOT NULL,
        password_changed REAL
    )""",
    "INSERT INTO accounts (id, key, name, role, created) VALUES (0, '', '', 'administrator', 0)",
    """CREATE TABLE sessions (
        hash BLOB PRIMARY KEY,
        account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
        csrf TEXT NOT NULL,
        created REAL NOT NULL,
        seen REAL NOT NULL,
        address TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX sessions_account ON sessions (account)",
    """CREATE TABLE tokens (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
        label TEXT NOT NULL,
        hash BLOB NOT NULL UNIQUE,
        created REAL NOT NULL,
        expires REAL NOT NULL,
        used REAL
    )""",
    """CREATE TABLE lockouts (
        subject TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        last REAL NOT NULL,
        until REAL NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        owner INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
        title TEXT NOT NULL,
        filters TEXT NOT NULL DEFAULT '{}',
        created REAL NOT NULL,
        updated REAL NOT NULL
    )""",
    "CREATE INDEX conversations_owner ON conversations (owner, updated)",
    """CREATE TABLE turns (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
        asked REAL NOT NULL,
        question TEXT NOT NULL,
        answer TEXT,
        generation INTEGER NOT NULL
    )""",
    "CREATE INDEX turns_conversation ON turns (conversation, id)",
    # A rating outlives the conversation and the account that it came from.
    """CREATE TABLE ratings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        turn INTEGER NOT NULL,
        account INTEGER NOT NULL,
        who TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('up', 'down')),
        remark TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        generation INTEGER NOT NULL,
        rated REAL NOT NULL,
        UNIQUE (turn, account)
    )""",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at REAL NOT NULL,
        account INTEGER,
        who TEXT NOT NULL,
        address TEXT NOT NULL,
        action TEXT NOT NULL,
        object TEXT NOT NULL,
        detail TEXT NOT NULL
    )""",
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    "CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END",
    """CREATE TABLE builds (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        arguments TEXT NOT NULL,
        folder TEXT,
        account INTEGER NOT NULL,
        who TEXT NOT NULL,
        files INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        phase TEXT NOT NULL CHECK (phase IN ('waiting', 'running', 'done', 'failed')),
        error TEXT NOT NULL DEFAULT '',
        error_en TEXT NOT NULL DEFAULT '',
        ordered REAL NOT NULL,
        started REAL,
        finished REAL
    )""",
    "CREATE INDEX builds_account ON builds (account, ordered)",
    """CREATE TABLE outcomes (
        build INTEGER NOT NULL REFERENCES builds ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        status TEXT NOT NULL,
        report INTEGER,
        why TEXT NOT NULL,
        why_en TEXT NOT NULL,
        PRIMARY KEY (build, position)
    ) WITHOUT ROWID""",
)

_SECOND = (
    "ALTER TABLE accounts ADD COLUMN locked REAL",
    "ALTER TABLE accounts ADD COLUMN signed_in REAL",
    "UPDATE accounts SET signed_in = (SELECT max(at) FROM audit"
    " WHERE audit.account = accounts.id AND audit.action = 'sign_in')",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)
"""``MIGRATIONS[n]`` leads from version n to version n + 1."""
