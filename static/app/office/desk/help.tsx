/** Every key of the desk, on one sheet. */
import { Dialog } from "../../ui/dialog";
import { desk } from "./words";

const KEYS = [
  [["↑", "↓"], "move"],
  [["Home", "End"], "ends"],
  [["Enter"], "open"],
  [["A"], "acknowledge"],
  [["T"], "claim"],
  [["D"], "dispatch"],
  [["M"], "merge"],
  [["C"], "call"],
  [["S"], "station"],
  [["N"], "intake"],
  [["/"], "search"],
  [["V"], "sound"],
  [["L"], "night"],
  [["?"], "help"],
] as const;

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={desk().help} onClose={onClose}>
      <dl class="facts">
        {KEYS.map(([keys, name]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{desk().keys[name]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
