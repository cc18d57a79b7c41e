import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("NEWSROOM_SHARED", Path(__file__).parents[2] / "shared"))


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what meets a database: the rest is the same there, and run here."""
    if not os.environ.get("DATABASE_URL"):
        return
    pure = [item for item in items if not _meets_database(item)]
    config.hook.pytest_deselected(items=pure)
    items[:] = [item for item in items if _meets_database(item)]


def _meets_database(item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asked = {"db", "transactional_db", "client"}.intersection(item.fixturenames)
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture
def reference_page():
    """The captured page the project is measured by; it does not come with the product."""
    path = SHARED / "reference" / "page.txt"
    if not path.exists():
        pytest.skip(f"the reference page is not on this machine ({path})")
    return path


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every database of the tests begins with the groups, as every site does."""
    from articles import groups

    with django_db_blocker.unblock():
        groups.lay_down()


@pytest.fixture
def as_clerk(client, db):
    from tests import make

    client.force_login(make.clerk())
    return client


@pytest.fixture
def as_editor(client, db):
    from tests import make

    client.force_login(make.editor())
    return client


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied():
    """Between tests tables are emptied, which the log's triggers refuse to everybody."""
    from tests.emptying import allowed

    with allowed():
        yield
