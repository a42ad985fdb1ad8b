/** Back one page of the checklist: an arrow, so that the way on has the room. */
import { crew } from "../i18n/crew";
import { Icon } from "../ui/icon";

export function Previous({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="button square" aria-label={crew().check.previous} onClick={onClick}>
      <Icon name="left" />
    </button>
  );
}
