import pytest

from heating import storage
from tests.databases import Databases

BY_LANGUAGE = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'"


async def test_it_refuses_a_postgresql_database_that_sorts_by_language(
    databases: Databases, database_url: str, engine: str
) -> None:
    url = await databases.fresh_url(engine, "sorted_by_language", BY_LANGUAGE)
    if engine == "sqlite":
        await storage.open(database_url)  # sorts by bytes always
        return
    with pytest.raises(storage.WrongCollation, match="LC_COLLATE 'C'"):
        await storage.open(url)
