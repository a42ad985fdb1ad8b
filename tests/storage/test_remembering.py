"""What is remembered until something of a kind changes."""

import pytest

from heating import storage
from heating.storage import changes
from heating.storage.remembering import Memory


async def change(kind: str) -> None:
    async with storage.transaction() as unit:
        unit.changed(kind, "1", organization="", area="")


@pytest.fixture
async def memory(database: str) -> Memory[str, str]:  # noqa: ARG001 - it is open
    await change("other")
    memory = Memory[str, str]("roster", "account")
    (await memory.values())["one"] = "remembered"
    return memory


async def test_it_lasts_while_other_things_change(memory: Memory[str, str]) -> None:
    await change("complaint")
    assert await memory.values() == {"one": "remembered"}


@pytest.mark.parametrize("kind", ["roster", "account"])
async def test_it_ends_with_a_change_of_its_kinds(memory: Memory[str, str], kind: str) -> None:
    await change(kind)
    await change("complaint")
    assert await memory.values() == {}


async def test_what_was_read_before_a_change_is_not_remembered_after_it(memory: Memory[str, str]) -> None:
    before = await memory.values()
    await change("roster")
    await memory.values()
    before["two"] = "too old"
    assert await memory.values() == {}


async def change_and_take_back(memory: Memory[str, str]) -> None:
    async with storage.transaction() as unit:
        assert await memory.values() == {"one": "remembered"}
        unit.changed("roster", "1", organization="", area="")
        own = await memory.values()
        assert own == {}
        own["one"] = "not committed"
        raise RuntimeError("taken back")


async def test_a_transaction_sees_and_leaves_nothing_of_what_it_changes(memory: Memory[str, str]) -> None:
    with pytest.raises(RuntimeError, match="taken back"):
        await change_and_take_back(memory)
    assert await memory.values() == {"one": "remembered"}


async def test_it_ends_with_the_log_that_it_was_read_from(memory: Memory[str, str]) -> None:
    async with storage.transaction():
        await changes.begin_epoch()
    assert await memory.values() == {}


async def test_it_ends_when_changes_may_have_been_pruned_unseen(memory: Memory[str, str]) -> None:
    await change("roster")
    await change("other")
    await changes.prune((await changes.head()).seq)
    assert await memory.values() == {}


async def test_nothing_is_remembered_without_a_log(database: str) -> None:  # noqa: ARG001 - it is empty
    memory = Memory[str, str]("roster")
    (await memory.values())["one"] = "too early"
    assert await memory.values() == {}
