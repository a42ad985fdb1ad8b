"""Random walks over all state tables: whatever people try, and however time passes, some things always hold.

`HEATING_WALKS=1000` makes as many as one likes, `HEATING_WALK_SEED` begins with another one.
"""

import os
from collections import Counter

from heating.hazards.steps import STEPS, Step
from tests.scenarios.stage import Stage
from tests.scenarios.truths import untruths
from tests.scenarios.walk import Walk

WALKS = int(os.environ.get("HEATING_WALKS", "12"))
FIRST_SEED = int(os.environ.get("HEATING_WALK_SEED", "1"))


async def test_what_must_hold_holds_on_every_way(stage: Stage) -> None:
    taken: Counter[Step] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + WALKS):
        try:
            await Walk(stage, seed, taken).go(turns=50)
        except AssertionError as error:
            raise AssertionError(f"HEATING_WALK_SEED={seed} HEATING_WALKS=1: {error}") from error
    if WALKS >= 12:
        assert set(taken) == set(STEPS), f"no walk took {set(STEPS) - set(taken)}"


async def test_every_question_is_understood_by_the_engine(stage: Stage) -> None:
    assert await stage.report("bob", "major")
    assert await untruths() == []
