/** Create a class of codes or change it: its names, the positions offered on such a thing, whether it is in force. */
import { get } from "../../api";
import { inLanguage } from "../../i18n";
import { Segment, TextArea, TextField } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { ConflictDialog } from "../conflict";
import { demand, inputId } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { LastChange } from "../settings/history";
import { settings } from "../settings/words";
import type { Described } from "../versioned";
import { listed, office } from "../words";
import { CLASSES, PHRASES, useEntry } from "./entry";
import { OrderedPick } from "./ordered_pick";
import { Tick } from "./tick";
import type { ClassFields, CodeClass, CodeKind, Phrase } from "./types";
import { codeWords } from "./words";

const BLANK: ClassFields = { key: "", kind: "part", number: "", name: { zh: "", en: "" }, positions: [], in_force: true };

const valuesOf = ({ key, kind, number, name, positions, in_force }: ClassFields): ClassFields => ({ key, kind, number, name, positions, in_force });

interface ClassFormProps {
  /** Null is a new one. */
  of: CodeClass | null;
  onSaved: () => void;
  onClose: () => void;
}

export function ClassForm({ of, onSaved, onClose }: ClassFormProps) {
  const w = codeWords();
  const phrases = useLoad<Phrase[]>(PHRASES).value ?? [];
  const editing = useEntry<CodeClass, ClassFields>({
    entry: of,
    initial: of ? valuesOf(of) : BLANK,
    valuesOf,
    addressOf: ({ key }) => `${CLASSES}/${key}`,
    read: async ({ key }) => (await get<CodeClass[]>(CLASSES)).find((one) => one.key === key),
    check: ({ key, number, name }) => demand([["/name/zh", w.name, name.zh], ["/name/en", w.nameEn, name.en], ["/number", w.number, number], ["/key", w.key, key]]),
    taken: w.keyTaken,
    onSaved,
  });
  const { form, theirs } = editing;
  const { values, set, errorAt } = form;
  const title = of ? `${of.number} ${inLanguage(of.name)}` : w.newClass;
  const positions = phrases.filter((one) => one.role === "position").map((one) => ({ value: one.key, name: inLanguage(one.name) }));
  return (
    <>
      <FormDialog wide title={title} action={office().save} form={form} onSave={editing.save} onClose={onClose}>
        <div class="form-grid">
          <TextField required label={w.name} id={inputId("/name/zh")} value={values.name.zh} onInput={(zh) => set("name", { ...values.name, zh })} error={errorAt("/name/zh") ?? errorAt("/name")} />
          <TextField required label={w.nameEn} id={inputId("/name/en")} value={values.name.en} onInput={(en) => set("name", { ...values.name, en })} error={errorAt("/name/en")} />
          <TextField required label={w.number} hint={w.classNumberHint} maxLength={2} inputMode="numeric" id={inputId("/number")} value={values.number} onInput={(text) => set("number", text)} error={errorAt("/number")} />
          {!of && <TextField required label={w.key} hint={w.keyHint} id={inputId("/key")} value={values.key} onInput={(key) => set("key", key)} error={errorAt("/key")} />}
        </div>
        {!of && <Segment label={w.kind} value={values.kind} onChange={(kind) => set("kind", kind as CodeKind)} options={(["part", "event"] as const).map((value) => ({ value, name: w.kinds[value] }))} />}
        <OrderedPick label={w.positions} values={values.positions} options={positions} errorAt={(i) => errorAt(`/positions/${i}`)} onChange={(keys) => set("positions", keys)} />
        <Tick label={`${w.inForce} · ${w.classInForceHint}`} value={values.in_force} onChange={(on) => set("in_force", on)} />
        <TextArea optional rows={2} label={settings().note} hint={settings().noteHint} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
        {of && <LastChange of={of} title={title} path={`${CLASSES}/${of.key}`} />}
      </FormDialog>
      {theirs && <ConflictDialog differences={editing.differences(described(phrases))} busy={form.busy} onKeepMine={() => void editing.keepMine()} onTakeTheirs={editing.takeTheirs} onClose={editing.leaveOpen} />}
    </>
  );
}

function described(phrases: readonly Phrase[]): Described<ClassFields>[] {
  const w = codeWords();
  const nameOf = (key: string): string => inLanguage(phrases.find((one) => one.key === key)?.name ?? { zh: key, en: key });
  return [
    { title: w.name, show: ({ name }) => name.zh },
    { title: w.nameEn, show: ({ name }) => name.en },
    { title: w.number, show: ({ number }) => number },
    { title: w.positions, show: ({ positions }) => listed(positions.map(nameOf)) },
    { title: w.inForce, show: ({ in_force }) => (in_force ? w.inForce : w.notInForce) },
  ];
}
