/** An inspection that was held back: someone else decides whether it counts. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { me, may } from "../../shell/session";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import type { Inspection } from "./types";
import { inspections } from "./words";

export function Settling({ inspection, onDone }: { inspection: Inspection; onDone: () => void }) {
  const w = inspections();
  const [asked, setAsked] = useState<"release" | "dismissal" | null>(null);
  if (inspection.dismissed_at) {
    return (
      <Notice status="off">
        <b>{w.dismissed(inspection.dismissed_by?.name ?? "", dateTime(inspection.dismissed_at))}</b>
        <p>{inspection.dismissal_reason}</p>
      </Notice>
    );
  }
  if (!inspection.quarantined_at) return null;
  const mine = inspection.author.id === me.value?.user.id;
  const settle = async (reason: string): Promise<void> => {
    await post(`/api/inspections/${inspection.id}/${asked}`, { reason });
    onDone();
  };
  const buttons = may("inspections.settle") && !mine && (
    <>
      <Button kind="primary" onClick={() => setAsked("release")}>{w.release}</Button>
      <Button kind="danger" onClick={() => setAsked("dismissal")}>{w.dismissal}</Button>
    </>
  );
  return (
    <>
      <Notice status="warn" actions={buttons}>{w.heldBackText}</Notice>
      {asked && (
        <Confirm reason danger={asked === "dismissal"} title={asked === "release" ? w.releaseTitle : w.dismissalTitle} action={asked === "release" ? w.release : w.dismissal} onConfirm={settle} onClose={() => setAsked(null)}>
          <p>{asked === "release" ? w.releaseText : w.dismissalText}</p>
        </Confirm>
      )}
    </>
  );
}
