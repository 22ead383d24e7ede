"""PostgreSQL plans a statement that comes again once for each connection.

Planning the queries of a checkout took longer than answering them: a visit cost 87 ms, and then 45.
The driver prepares what it has sent five times, with the values beside the words, and keeps more of
it than its own hundred: a shop asks some three hundred different things (docs/decisions/0034).
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

MOST_KEPT = 500


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 (as Django's)
        connection: Any = super().get_new_connection(conn_params)
        connection.prepared_max = MOST_KEPT
        return connection
