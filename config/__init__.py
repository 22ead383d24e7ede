"""Wiring: settings, URLs and servers. Nothing here is imported by an app.

Python's own SQLite may carry the WAL-reset corruption bug (fixed in 3.51.3), so the one from
PyPI's ``pysqlite3`` takes its place before Django looks for it.
"""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
