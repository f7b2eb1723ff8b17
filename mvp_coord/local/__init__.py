"""The servers that come with the product: a real PostgreSQL and a real Valkey, without any set-up.

Everything that one running copy keeps lives in one *instance*: its data, its sockets, its secret key.
``MVP_HOME`` names the instance (default: ``.local`` in the checkout), so several can live side by side.
With ``DATABASE_URL`` and ``REDIS_URL`` set, other servers are used and nothing here is started.

``settings.py`` needs only ``instance()``: building the addresses starts nothing and opens nothing.

=====================  ==========================================================================
``instance.py``        where an instance keeps its things, and the addresses of its two servers
``binaries.py``        where the server programs are
``processes.py``       starting and ending programs so that none outlives who started it; locks
``postgres.py``        the PostgreSQL of an instance: create, recover, start, stop
``valkey.py``          the same for Valkey
``roles.py``           the database's three roles, and what each may do
``pair.py``            both servers together: use the running pair, or start one for a while
``command.py``         the same for one command of ``manage.py``
``supervisor.py``      keeping a set of programs running, for ``manage.py up``
=====================  ==========================================================================
"""

from .instance import Instance, LocalError, instance

__all__ = ["Instance", "LocalError", "instance"]
