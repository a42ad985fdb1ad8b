/** Sound, night, keys; on a phone their pictures alone. */
import { Button } from "../../ui/button";
import { isNight, toggleNight } from "./night";
import { soundOn, turnSound } from "./sound";
import { desk } from "./words";

export function ToolBar({ onHelp }: { onHelp: () => void }) {
  const w = desk();
  const sound = soundOn.value ? w.soundOn : w.soundOff;
  const night = isNight() ? w.nightOff : w.nightOn;
  return (
    <div class="row no-print">
      <Button kind="quiet" icon="sound" label={sound} onClick={() => turnSound(!soundOn.value)}>
        <span class="no-phone">{sound}</span>
      </Button>
      <Button kind="quiet" icon="moon" label={night} onClick={toggleNight}>
        <span class="no-phone">{night}</span>
      </Button>
      <span class="no-phone">
        <Button kind="quiet" icon="list" onClick={onHelp}>{w.help}</Button>
      </span>
    </div>
  );
}
