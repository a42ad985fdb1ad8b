import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { ui } from "../../ui/words";
import { Secret } from "../secret";
import { messages } from "./words";

/** A secret that was made for the receiver: shown now or never. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const w = messages();
  return (
    <Dialog title={w.secretTitle} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{ui().close}</Button>}>
      <p>{w.secretText}</p>
      <Secret text={secret} />
    </Dialog>
  );
}
