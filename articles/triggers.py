"""What keeps a table from being changed or emptied in the database itself.

Whoever asks, an admin page, a shell or a program that never heard of us: rows of the logs
are added and stay, and the words of a frozen text stay as they were reviewed. An owner of
the database can still drop the table or these triggers; nothing inside a database keeps
its owner out.

SQLite loses a table's triggers when Django makes the table anew, as it does to add or
alter most columns: a migration that touches one of these tables lays them again.
(`tests/review/test_audit.py` fails until it does.)
"""

SAID = "The log is only ever added to."
FROZEN = "A frozen text is never changed."


def lay(vendor: str, *tables: str) -> list[str]:
    """The statements that make *tables* of a "sqlite" or "postgresql" append-only."""
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return [statement for table in tables for statement in make(table)]


def lift(vendor: str, *tables: str) -> list[str]:
    """The statements that undo `lay`, wherever it was done."""
    if vendor == "postgresql":
        names = [
            (table, f"{table}_{act}") for table in tables for act in ("row", "all")
        ]
        return [
            *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name in names),
            "DROP FUNCTION IF EXISTS newsroom_only_added_to()",
        ]
    acts = ("update", "delete", "replace")
    return [f"DROP TRIGGER IF EXISTS {t}_{act}" for t in tables for act in acts]


def freeze(vendor: str, table: str, columns: tuple[str, ...]) -> list[str]:
    """The statements that keep *columns* of rows of *table* as they were first written."""
    name, of = f"{table}_frozen", ", ".join(columns)
    if vendor == "sqlite":
        changed = " OR ".join(f"OLD.{one} IS NOT NEW.{one}" for one in columns)
        return [
            f"CREATE TRIGGER {name} BEFORE UPDATE OF {of} ON {table} "
            f"WHEN {changed} BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
        ]
    changed = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in columns)
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} BEFORE UPDATE OF {of} ON {table} "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {name}()",
    ]


def thaw(vendor: str, table: str) -> list[str]:
    """The statements that undo `freeze`."""
    name = f"{table}_frozen"
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}"]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"DROP FUNCTION IF EXISTS {name}()",
    ]


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    is_there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608
    return [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE takes a row away without asking the trigger above.
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} "
        f"WHEN {is_there} {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    refuse = "EXECUTE FUNCTION newsroom_only_added_to()"
    return [
        "CREATE OR REPLACE FUNCTION newsroom_only_added_to() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_row BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT {refuse}",
    ]
