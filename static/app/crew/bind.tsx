/** Binding a label to a device on the spot, with or without signal. */
import { useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { navigate } from "../shell/router";
import { me } from "../shell/session";
import { newId } from "../store/ids";
import { enqueue } from "../store/outbox";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { CrewScreen } from "./frame";
import { forgetLabel } from "./kept_labels";
import { type Place, PlaceSearch } from "./places";

export function BindLabel({ code }: { code: string }) {
  const w = crew().label;
  const [place, setPlace] = useState<Place | null>(null);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const bind = async (chosen: Place): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await enqueueBinding(code, chosen);
    } catch {
      setBusy(false);
      return setFailed(true);
    }
    navigate(`/app/assets/${chosen.id}?${new URLSearchParams({ label: code, scanned_at: new Date().toISOString() })}`, { replace: true });
  };
  return (
    <CrewScreen title={w.bindTo} up="/app/scan" sub={<span class="code">{code}</span>}>
      <PlaceSearch label={w.bindSearch} onlyAssets onChoose={setPlace} />
      {place && (
        <Dialog
          title={w.bind}
          onClose={() => setPlace(null)}
          footer={<Button kind="primary" busy={busy} onClick={() => void bind(place)}>{w.bind}</Button>}
        >
          <p>{w.bindConfirm(code, place.name)}</p>
          <p class="muted">{w.bindSaved}</p>
          {failed && <Notice status="danger" urgent>{crew().check.saveFailed}</Notice>}
        </Dialog>
      )}
    </CrewScreen>
  );
}

async function enqueueBinding(code: string, place: Place): Promise<void> {
  const person = me.value!.user;
  await enqueue(newId(), {
    operation: { type: "label.attach", payload: { code, asset: place.id } },
    author: { id: person.id, name: person.name },
    happened_at: new Date().toISOString(),
    subject: `${code} → ${place.name}`,
    photos: [],
  });
  await forgetLabel(code);
}
