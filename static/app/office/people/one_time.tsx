/** A password that is shown this once. */
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Secret } from "../secret";
import { people } from "./words";

export function OneTime({ password, name, onClose }: { password: string; name: string; onClose: () => void }) {
  return (
    <Dialog title={`${people().oneTime} · ${name}`} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{people().done}</Button>}>
      <Secret text={password} />
      <p>{people().oneTimeText}</p>
    </Dialog>
  );
}
