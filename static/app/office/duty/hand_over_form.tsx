/** The note of a watch that ends, drafted from what is open. */
import { useEffect, useState } from "preact/hooks";
import { get, post, query } from "../../api";
import { newId } from "../../store/ids";
import { TextArea } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import type { OwnWatch } from "./types";
import { dutyWords } from "./words";

export function HandOverForm({ watch, onClose }: { watch: OwnWatch; onClose: () => void }) {
  const w = dutyWords();
  const [id] = useState(newId);
  const form = useForm({ note: "" });
  useEffect(() => {
    void get<{ note: string }>(query("/api/duty/hand-over-draft", { organization: watch.organization, area: watch.area })).then(
      ({ note }) => form.change({ note }),
      () => undefined, // the note can be written without the draft
    );
  }, []);
  const send = async (): Promise<void> => {
    demand([["/note", w.note, form.values.note]]);
    await post("/api/duty/hand-overs", { id, organization: watch.organization, area: watch.area, post: watch.post, starts_at: watch.starts_at, note: form.values.note });
    onClose();
  };
  return (
    <FormDialog wide title={w.handOverTitle} action={w.sign} form={form} onSave={send} onClose={onClose}>
      <p class="muted">{w.handOverHint}</p>
      {watch.coming && <p><b>{w.handOverTo(watch.coming.name)}</b></p>}
      <TextArea required rows={14} label={w.note} id={inputId("/note")} value={form.values.note} onInput={(note) => form.set("note", note)} error={form.errorAt("/note")} />
    </FormDialog>
  );
}
