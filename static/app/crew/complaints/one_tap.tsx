/** What takes one tap: straight into the queue, and told where it could not be kept. */
import { useState } from "preact/hooks";
import type { PhoneComplaint } from "../../api";
import { sendNow } from "../../shell/working";
import type { ComplaintOperation } from "../../store/complaint_shapes";
import { Button } from "../../ui/button";
import type { IconName } from "../../ui/icon";
import { actNow } from "./acting";

interface OneTapProps {
  complaint: PhoneComplaint;
  /** Made when it is tapped: it may say when. */
  operation: () => ComplaintOperation;
  name: string;
  icon?: IconName;
  onKept: (kept: boolean) => void;
}

export function OneTap({ complaint, operation, name, icon, onKept }: OneTapProps) {
  const [busy, setBusy] = useState(false);
  const act = async (): Promise<void> => {
    setBusy(true);
    const kept = await actNow(complaint, operation()).then(
      () => true,
      () => false,
    );
    setBusy(false);
    onKept(kept);
    if (kept) void sendNow(true);
  };
  const looks = icon ? { icon } : { kind: "primary" as const };
  return <Button {...looks} busy={busy} onClick={() => void act()}>{name}</Button>;
}
