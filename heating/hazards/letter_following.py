"""What is written after the reply to a supervision letter: how it went on, as often as there is something to say."""

from functools import partial
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import letter_actions, letter_queries, letter_telling
from heating.hazards import letter_problems as problems
from heating.hazards.letter_models import LetterFollowUpRow
from heating.hazards.letter_queries import FollowUpRow
from heating.hazards.letter_schemas import NewFollowUp
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry.clashes import once_more


async def follow_up(actor: Actor, letter_id: UUID, new: NewFollowUp) -> None:
    """Raises letter.not_found, letter.not_replied, letter.id_taken, http.invalid. The same follow-up again is harmless,
    at the same moment too."""
    letter_actions.refuse_blank(new)
    await once_more(partial(_follow_up, actor, letter_id, new.id or new_id(), new))


async def _follow_up(actor: Actor, letter_id: UUID, follow_up_id: UUID, new: NewFollowUp) -> None:
    async with storage.transaction() as unit:
        letter = await letter_queries.row(actor, letter_id)
        if letter.replied_at is None:
            raise problems.NOT_REPLIED()
        values = {
            "letter_id": letter.id,
            "body": new.text.strip(),
            "photos_json": msgspec.json.encode(new.photos).decode(),
            "by_id": actor.id,
        }
        if (known := await letter_queries.follow_up_row(follow_up_id)) is not None:
            _refuse_another(known, values)
            return
        unit.insert(LetterFollowUpRow, {"id": follow_up_id, "by_name": actor.name, "at": clock.now(), **values})
        letter_actions.refer(letter, new.photos)
        letter_actions.tell(actor, "followed_up", letter, {"number": letter.number, "follow_up": follow_up_id})
        await letter_telling.followed_up(letter, follow_up_id, actor.name)


def _refuse_another(known: FollowUpRow, values: dict[str, object]) -> None:
    if {name: getattr(known, name) for name in values} != values:
        raise problems.ID_TAKEN()
