"""Watches what SQLite writes, through the table of functions by which it reaches its files.

SQLite opens files by a *VFS* (https://www.sqlite.org/vfs.html), a C structure that the library
gives out. Its functions to open and delete are replaced here by our own, and those of each
open file to write, cut and sync, which call the original ones.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import os
from collections.abc import Callable
from typing import Any

Watch = Callable[[str, str, int, int], int]  # what, path, offset, length: 0 or an error code

_OK, _CANTOPEN = 0, 14
_OPEN_CREATE = 0x4
_METHODS = 19  # functions of sqlite3_io_methods, after its version
_WRITE, _TRUNCATE, _SYNC = 2, 3, 4
FAILURES = {  # of each operation: disk full, I/O error (https://www.sqlite.org/rescode.html)
    "write": (13, 778),
    "truncate": (13, 1546),
    "sync": (1034, 1034),
    "delete": (2570, 2570),
    "create": (_CANTOPEN, _CANTOPEN),
}

# A file's name is handed on as the pointer it is: SQLite keeps parameters behind its end.
_Open = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_int),
)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_Write = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
    )


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), ("functions", ctypes.c_void_p * _METHODS))


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.c_void_p),)


_kept: list[Any] = []  # what C code points to must not be collected


def watch_sqlite(watch: Watch) -> bool:
    """Call `watch` before each change that SQLite makes; False where its library is hidden.

    What comes back from it is the operation's result unless it is 0.
    """
    library = ctypes.CDLL(_sqlite3.__file__)
    try:
        find = library.sqlite3_vfs_find
    except AttributeError:
        return False
    find.restype = ctypes.POINTER(_Vfs)
    vfs = find(None).contents
    plain_open, plain_delete = _Open(vfs.open), _Delete(vfs.delete)
    names: dict[int, str] = {}
    tables: dict[int, int] = {}

    def opened(this: int, name: int | None, file: int, flags: int, out: Any) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        new = bool(path and flags & _OPEN_CREATE and not os.path.exists(path))  # noqa: PTH110
        failed = watch("create", path, 0, 0) if new else _OK
        result = failed or plain_open(this, name, file, flags, out)
        opened_file = ctypes.cast(file, ctypes.POINTER(_File)).contents
        if result == _OK and path and opened_file.methods:
            names[file] = path
            if opened_file.methods not in tables:
                tables[opened_file.methods] = _watched(opened_file.methods, watch, names)
            opened_file.methods = tables[opened_file.methods]
        return int(result)

    def deleted(this: int, name: int, sync: int) -> int:
        path = os.fsdecode(ctypes.string_at(name))
        failed = watch("delete", path, 0, 0) if os.path.exists(path) else _OK  # noqa: PTH110
        return int(failed or plain_delete(this, name, sync))

    replaced = (_Open(opened), _Delete(deleted))
    _kept.append((plain_open, plain_delete, *replaced))
    vfs.open, vfs.delete = (ctypes.cast(f, ctypes.c_void_p).value for f in replaced)
    return True


def _watched(methods: int, watch: Watch, names: dict[int, str]) -> int:
    """Return the address of a copy of a file's table of functions, with ours in it."""
    copy = _Methods()
    ctypes.memmove(ctypes.byref(copy), methods, ctypes.sizeof(_Methods))
    write, cut, sync = (
        kind(copy.functions[place])
        for kind, place in ((_Write, _WRITE), (_Truncate, _TRUNCATE), (_Sync, _SYNC))
    )

    def written(file: int, data: int, length: int, offset: int) -> int:
        failed = watch("write", names[file], offset, length)
        if failed < 0:  # torn: half of it reaches the file, and there it ends
            write(file, data, length // 2, offset)
            watch("torn", names[file], offset, length)
        return int(failed or write(file, data, length, offset))

    def truncated(file: int, size: int) -> int:
        return int(watch("truncate", names[file], size, 1 << 30) or cut(file, size))

    def synced(file: int, flags: int) -> int:
        failed = watch("sync", names[file], 0, 0)
        result = failed or sync(file, flags)
        if result == _OK:
            watch("synced", names[file], 0, 0)
        return int(result)

    ours = (_Write(written), _Truncate(truncated), _Sync(synced))
    for place, function in zip((_WRITE, _TRUNCATE, _SYNC), ours, strict=True):
        copy.functions[place] = ctypes.cast(function, ctypes.c_void_p).value
    _kept.append((copy, write, cut, sync, *ours))
    return ctypes.addressof(copy)
