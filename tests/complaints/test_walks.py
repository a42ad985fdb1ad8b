"""Random walks over the state table: whatever people try, and however time passes, some things always hold.

`HEATING_WALKS=1000` makes as many as one likes, `HEATING_WALK_SEED` begins with another one.
"""

import os
from collections import Counter

from heating.complaints.steps.table import STEPS, Step
from tests.complaints.living import Life
from tests.complaints.walk import Walk

WALKS = int(os.environ.get("HEATING_WALKS", "12"))
FIRST_SEED = int(os.environ.get("HEATING_WALK_SEED", "1"))


async def test_what_must_hold_holds_on_every_way(line: Life) -> None:
    taken: Counter[Step] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + WALKS):
        try:
            await Walk(line, seed, taken).go(turns=80)
        except AssertionError as error:
            raise AssertionError(f"HEATING_WALK_SEED={seed} HEATING_WALKS=1: {error}") from error
    if WALKS >= 12:
        missing = set(STEPS) - set(taken) - {Step.CALL_BACK}  # which has its own day, seldom met by chance
        assert not missing, f"no walk took {missing}"
