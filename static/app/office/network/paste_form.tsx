/** Many at once, by their codes as they stand in a table; what is wrong is told line by line. */
import { useState } from "preact/hooks";
import { Problem, post } from "../../api";
import { FileDrop } from "../../ui/filedrop";
import { TextArea } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { type Pasted, readPasted, textIn } from "./pasted";
import type { Changed } from "./supply_forms";
import { network } from "./words";

const MOST = 2_000;
const SHOWN = 12;
const LONG = 120_000;

interface RowFault {
  line: number;
  text: string;
}

interface PasteFormProps {
  onDone: (changed: Changed) => void;
  onClose: () => void;
}

export function PasteForm({ onDone, onClose }: PasteFormProps) {
  const w = network();
  const form = useForm({ text: "" });
  const [file, setFile] = useState<File | null>(null);
  const [faults, setFaults] = useState<readonly RowFault[]>([]);
  const pasted = readPasted(form.values.text);
  const type = (text: string): void => {
    form.set("text", text);
    setFaults([]);
  };
  const take = (chosen: File): void => {
    setFile(chosen);
    void chosen.arrayBuffer().then((bytes) => type(textIn(bytes)));
  };
  const send = async (): Promise<void> => {
    const found = await assign(pasted);
    if (Array.isArray(found)) return setFaults(found);
    onDone({ text: w.pasted(found.assigned, found.unchanged), undo: null });
    onClose();
  };
  return (
    <FormDialog wide title={w.pasteTitle} action={w.pasteAction(pasted.rows.length)} form={form} onSave={send} onClose={onClose}>
      <TextArea required rows={10} label={w.pasteLabel} hint={w.pasteHint} id={inputId("/supplies")} value={form.values.text} onInput={type} error={form.errorAt("/supplies")} />
      <FileDrop label={w.pasteFile} accept=".csv,.txt,text/csv,text/plain" file={file} onFile={take} />
      {faults.length > 0 && (
        <Notice urgent status="danger">
          <b>{w.rowsWrong(faults.length)}</b>
          <ul>
            {faults.slice(0, SHOWN).map(({ line, text }) => (
              <li key={`${line} ${text}`}>{w.rowFault(line, text)}</li>
            ))}
            {faults.length > SHOWN && <li class="muted">{w.moreFaults(faults.length - SHOWN)}</li>}
          </ul>
        </Notice>
      )}
    </FormDialog>
  );
}

/** What was assigned, or what is wrong in which line. Throws what concerns no single line. */
async function assign({ rows, wrong }: Pasted): Promise<{ assigned: number; unchanged: number } | RowFault[]> {
  const w = network();
  if (wrong.length > 0) return wrong.map((line) => ({ line, text: w.twoCodes }));
  demand([["/supplies", w.pasteNothing, rows.length]]);
  if (rows.length > MOST) throw new Problem({ type: "about:blank", title: "too many", status: 422, code: "too_many", detail: w.pasteTooMany(MOST), errors: [{ pointer: "/supplies", code: "too_many", detail: w.pasteTooMany(MOST) }] });
  try {
    return await post("/api/supplies", { supplies: rows.map(({ building, station }) => ({ building, station })) }, LONG);
  } catch (error) {
    const found = error instanceof Problem ? error.errors.flatMap(({ pointer, detail }) => faultOf(pointer, detail, rows)) : [];
    if (found.length === 0) throw error;
    return found;
  }
}

/** "/supplies/3/building" is the fourth row, wherever its line is. */
function faultOf(pointer: string, detail: string, rows: Pasted["rows"]): RowFault[] {
  const [, index, field] = /^\/supplies\/(\d+)\/(building|station)$/.exec(pointer) ?? [];
  const row = index === undefined ? undefined : rows[Number(index)];
  return row ? [{ line: row.line, text: `${field === "station" ? row.station : row.building} ${detail}` }] : [];
}
