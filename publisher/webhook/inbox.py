"""What came in, what was built from it, what is still to be told: one SQLite file (WAL, synchronous=FULL).

    inbox   a row a delivery; `build` is NULL until a build that began after it has been published
    build   running, waiting (to be tried again, not before a time) or done
    outbox  messages of done builds: waiting, sent or failed
    told    what was last told of each feed and page, so that only what differs is told

The file is the truth: a process killed anywhere leaves unbuilt rows, a build that is not done, or messages waiting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import PublisherError
from publisher.notify import Message
from publisher.webhook.providers import Delivery

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT, provider TEXT NOT NULL, delivery TEXT NOT NULL, event TEXT NOT NULL,
    received REAL NOT NULL, build INTEGER, UNIQUE(provider, delivery)) STRICT;
CREATE INDEX IF NOT EXISTS unbuilt ON inbox(id) WHERE build IS NULL;
CREATE TABLE IF NOT EXISTS build(
    id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL, revision TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0, upto INTEGER NOT NULL,
    started REAL NOT NULL, ended REAL, error TEXT NOT NULL DEFAULT '', report TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS outbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT, build INTEGER NOT NULL, target TEXT NOT NULL, url TEXT NOT NULL,
    type TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting', detail TEXT NOT NULL DEFAULT '', UNIQUE(build, target)) STRICT;
CREATE INDEX IF NOT EXISTS unsent ON outbox(not_before) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS told(name TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT;
"""
_VERSION = 1
KEPT = 30 * 86_400.0  # seconds that finished rows are kept, to know a delivery that is sent again


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build and the last inbox row it answers; times in seconds since 1970."""

    id: int
    state: str
    revision: str
    attempts: int
    not_before: float
    upto: int
    started: float
    ended: float | None
    error: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The unbuilt deliveries: how many, when the first and the last came, and the last one's row."""

    count: int
    first: float
    last: float
    upto: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message of the outbox."""

    id: int
    message: Message
    attempts: int


class Inbox:
    """A connection to the file; each thread opens its own, and closes it."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise PublisherError(f"cannot open {path}: {error}", "the state folder must be writable") from error

    def _prepare(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version == _VERSION:
            return
        if version > _VERSION:
            raise PublisherError(
                "the inbox is from a newer publisher", "install that one, or name another state folder"
            )
        with self._writing():
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={_VERSION}")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A block that is one transaction: committed whole or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    # deliveries

    def record(self, deliveries: Iterable[tuple[str, Delivery, float]]) -> list[bool]:
        """For each (provider, delivery, time) whether it was new; on return they are on the disk, or sqlite3.Error."""
        with self._writing() as db:
            return [self._record(db, *each) for each in deliveries]

    @staticmethod
    def _record(db: sqlite3.Connection, provider: str, delivery: Delivery, now: float) -> bool:
        """A dirty one that is there already gets a new row in its place, which a running build does not answer."""
        clash = "REPLACE" if delivery.dirty else "IGNORE"
        done = db.execute(
            f"INSERT OR {clash} INTO inbox(provider, delivery, event, received) VALUES (?, ?, ?, ?)",  # noqa: S608
            (provider, delivery.id, delivery.event, now),
        )
        return done.rowcount > 0

    def replay(self, name: str, now: float) -> bool:
        """True when a delivery of that row number or id was there; it now waits to be built again."""
        number = int(name) if name.isascii() and name.isdecimal() and len(name) < 18 else -1
        with self._writing() as db:
            row = db.execute("SELECT provider, delivery, event FROM inbox WHERE id=? OR delivery=?", (number, name))
            found = row.fetchone()
            if found:
                again = Delivery(id=found[1], event=found[2], dirty=True)
                self._record(db, found[0], again, now)
        return found is not None

    def waiting(self) -> Waiting | None:
        """The unbuilt deliveries; None when there are none."""
        query = "SELECT count(*), min(received), max(received), max(id) FROM inbox WHERE build IS NULL"
        count, first, last, upto = self._db.execute(query).fetchone()
        return Waiting(count=count, first=first, last=last, upto=upto) if count else None

    # builds

    def unfinished(self) -> Build | None:
        """The build that is running or waits to be tried again."""
        return self._build("WHERE state != 'done'")

    def last_build(self) -> Build | None:
        """The latest build, whatever its state."""
        return self._build("")

    def last_done(self) -> Build | None:
        """The latest build that was published."""
        return self._build("WHERE state = 'done'")

    def _build(self, where: str) -> Build | None:
        columns = ", ".join(Build.__slots__)
        query = f"SELECT {columns} FROM build {where} ORDER BY id DESC LIMIT 1"  # noqa: S608 - our own words
        row = self._db.execute(query).fetchone()
        return Build(**dict(zip(Build.__slots__, row, strict=True))) if row else None

    def begin(self, now: float) -> Build:
        """The build that answers all deliveries so far: the unfinished one taken up again, or a new one."""
        with self._writing() as db:
            (upto,) = db.execute("SELECT coalesce(max(id), 0) FROM inbox WHERE build IS NULL").fetchone()
            again = db.execute("UPDATE build SET state='running', upto=?, started=? WHERE state != 'done'", (upto, now))
            if not again.rowcount:
                db.execute("INSERT INTO build(state, upto, started) VALUES ('running', ?, ?)", (upto, now))
        begun = self.unfinished()
        assert begun is not None  # noqa: S101 - it was written a line ago, and this connection alone ends builds
        return begun

    def hand_back(self) -> None:
        """A build that was cut short, by a kill or by a stop, waits to be taken up at once."""
        with self._writing() as db:
            db.execute("UPDATE build SET state='waiting', not_before=0 WHERE state='running'")

    def fail(self, build: Build, error: str, now: float, not_before: float) -> None:
        """The build is tried again, not before a time; its deliveries stay unbuilt."""
        with self._writing() as db:
            db.execute(
                "UPDATE build SET state='waiting', attempts=attempts+1, not_before=?, ended=?, error=? WHERE id=?",
                (not_before, now, error[:4000], build.id),
            )

    def finish(
        self,
        build: Build,
        *,
        revision: str,
        report: str,
        told: Mapping[str, str],
        messages: Iterable[Message],
        now: float,
    ) -> None:
        """In one transaction: the build is done, its deliveries are stamped, the messages wait in the outbox."""
        with self._writing() as db:
            db.execute(
                "UPDATE build SET state='done', revision=?, report=?, error='', ended=? WHERE id=?",
                (revision, report, now, build.id),
            )
            db.execute("UPDATE inbox SET build=? WHERE build IS NULL AND id<=?", (build.id, build.upto))
            for message in messages:
                db.execute("DELETE FROM outbox WHERE target=? AND state='waiting'", (message.target,))
                db.execute(
                    "INSERT OR IGNORE INTO outbox(build, target, url, type, body) VALUES (?, ?, ?, ?, ?)",
                    (build.id, message.target, message.url, message.type, message.body),
                )
            db.execute("DELETE FROM told")
            db.executemany("INSERT INTO told VALUES (?, ?)", sorted(told.items()))
            self._forget(db, now - KEPT)

    @staticmethod
    def _forget(db: sqlite3.Connection, before: float) -> None:
        db.execute("DELETE FROM inbox WHERE build IS NOT NULL AND received < ?", (before,))
        old = "(SELECT id FROM build WHERE state='done' AND ended < ?)"
        db.execute(f"DELETE FROM outbox WHERE state != 'waiting' AND build IN {old}", (before,))  # noqa: S608
        db.execute("DELETE FROM build WHERE state='done' AND ended < ?", (before,))

    # telling

    def told(self) -> dict[str, str]:
        """What was last told, by name."""
        return dict(self._db.execute("SELECT name, digest FROM told"))

    def due_letter(self, now: float) -> Letter | None:
        """The message that has waited longest and may be sent."""
        query = (
            "SELECT id, attempts, target, url, type, body FROM outbox"
            " WHERE state='waiting' AND not_before<=? ORDER BY not_before, id LIMIT 1"
        )
        row = self._db.execute(query, (now,)).fetchone()
        if not row:
            return None
        message = Message(target=row[2], url=row[3], type=row[4], body=row[5])
        return Letter(id=row[0], attempts=row[1], message=message)

    def settle(self, letter: Letter, state: str, detail: str, not_before: float) -> None:
        """What came of a try."""
        with self._writing() as db:
            db.execute(
                "UPDATE outbox SET state=?, detail=?, attempts=attempts+1, not_before=? WHERE id=?",
                (state, detail[:500], not_before, letter.id),
            )

    # looking

    def counts(self) -> dict[str, int]:
        """How many messages wait, were sent and have failed, and how many builds are done."""
        states = dict(self._db.execute("SELECT state, count(*) FROM outbox GROUP BY state"))
        (done,) = self._db.execute("SELECT count(*) FROM build WHERE state='done'").fetchone()
        return {f"outbox_{state}": states.get(state, 0) for state in ("waiting", "sent", "failed")} | {"builds": done}


@contextmanager
def opened(path: Path) -> Iterator[Inbox]:
    """A block with its own connection to the file. Raises PublisherError when it cannot be opened."""
    with closing(Inbox(path)) as inbox:
        yield inbox
