/** Create a phrase of the structured descriptions, rename it, put its degrees in order, retire it. */
import { get } from "../../api";
import { inLanguage } from "../../i18n";
import { TextArea, TextField } from "../../ui/field";
import { ConflictDialog } from "../conflict";
import { demand, inputId } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { LastChange } from "../settings/history";
import { settings } from "../settings/words";
import type { Described } from "../versioned";
import { listed, office } from "../words";
import { PHRASES, useEntry } from "./entry";
import { OrderedPick } from "./ordered_pick";
import { Tick } from "./tick";
import type { Phrase, PhraseFields, PhraseRole } from "./types";
import { codeWords } from "./words";

const valuesOf = ({ key, role, name, plural, plural_en, degrees, in_force }: PhraseFields): PhraseFields => ({ key, role, name, plural, plural_en, degrees, in_force });
const blankOf = (role: PhraseRole): PhraseFields => ({ key: "", role, name: { zh: "", en: "" }, plural: false, plural_en: "", degrees: [], in_force: true });

interface PhraseFormProps {
  /** Null is a new one. */
  phrase: Phrase | null;
  role: PhraseRole;
  phrases: readonly Phrase[];
  onSaved: () => void;
  onClose: () => void;
}

export function PhraseForm({ phrase, role, phrases, onSaved, onClose }: PhraseFormProps) {
  const w = codeWords();
  const editing = useEntry<Phrase, PhraseFields>({
    entry: phrase,
    initial: phrase ? valuesOf(phrase) : blankOf(role),
    valuesOf,
    addressOf: ({ key }) => `${PHRASES}/${key}`,
    read: async ({ key }) => (await get<Phrase[]>(PHRASES)).find((one) => one.key === key),
    check: ({ key, name }) => demand([["/name/zh", w.name, name.zh], ["/name/en", w.nameEn, name.en], ["/key", w.key, key]]),
    taken: w.keyTaken,
    onSaved,
  });
  const { form, theirs } = editing;
  const { values, set, errorAt } = form;
  const title = phrase ? inLanguage(phrase.name) : `${w.newPhrase} · ${w.roles[role]}`;
  const degrees = phrases.filter((one) => one.role === "degree").map((one) => ({ value: one.key, name: inLanguage(one.name) }));
  return (
    <>
      <FormDialog wide title={title} action={office().save} form={form} onSave={editing.save} onClose={onClose}>
        <p class="muted">{w.roleHints[role]}</p>
        <div class="form-grid">
          <TextField required label={w.name} id={inputId("/name/zh")} value={values.name.zh} onInput={(zh) => set("name", { ...values.name, zh })} error={errorAt("/name/zh") ?? errorAt("/name")} />
          <TextField required label={w.nameEn} id={inputId("/name/en")} value={values.name.en} onInput={(en) => set("name", { ...values.name, en })} error={errorAt("/name/en")} />
          {!phrase && <TextField required label={w.key} hint={w.keyHint} id={inputId("/key")} value={values.key} onInput={(key) => set("key", key)} error={errorAt("/key")} />}
          {role === "defect" && <TextField optional label={w.pluralEn} hint={w.pluralEnHint} id={inputId("/plural_en")} value={values.plural_en} onInput={(text) => set("plural_en", text)} error={errorAt("/plural_en")} />}
        </div>
        {role === "part" && <Tick label={w.plural} value={values.plural} onChange={(on) => set("plural", on)} />}
        {role === "defect" && <OrderedPick label={w.degrees} values={values.degrees} options={degrees} errorAt={(i) => errorAt(`/degrees/${i}`)} onChange={(keys) => set("degrees", keys)} />}
        <Tick label={`${w.inForce} · ${w.phraseInForceHint}`} value={values.in_force} onChange={(on) => set("in_force", on)} />
        <TextArea optional rows={2} label={settings().note} hint={settings().noteHint} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
        {phrase && <LastChange of={phrase} title={title} path={`${PHRASES}/${phrase.key}`} />}
      </FormDialog>
      {theirs && <ConflictDialog differences={editing.differences(described(phrases))} busy={form.busy} onKeepMine={() => void editing.keepMine()} onTakeTheirs={editing.takeTheirs} onClose={editing.leaveOpen} />}
    </>
  );
}

function described(phrases: readonly Phrase[]): Described<PhraseFields>[] {
  const w = codeWords();
  const nameOf = (key: string): string => inLanguage(phrases.find((one) => one.key === key)?.name ?? { zh: key, en: key });
  return [
    { title: w.name, show: ({ name }) => name.zh },
    { title: w.nameEn, show: ({ name }) => name.en },
    { title: w.pluralEn, show: ({ plural_en }) => plural_en },
    { title: w.degrees, show: ({ degrees }) => listed(degrees.map(nameOf)) },
    { title: w.inForce, show: ({ in_force }) => (in_force ? w.inForce : w.notInForce) },
  ];
}
