/** Create or change a code. */
import { useState } from "preact/hooks";
import { get } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { inLanguage } from "../../i18n";
import { Select, TextArea, TextField } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { ConflictDialog } from "../conflict";
import { type Form, demand, inputId } from "../form";
import { Frame } from "../frame";
import { GRADES } from "../hazards/grades";
import { kindName, kinds } from "../lookups";
import { type Attached, PhotoField } from "../photo_field";
import { FormSheet } from "../registry/form_sheet";
import { AmountField, amountWords } from "../settings/amount";
import { TickGroup } from "../settings/tick_group";
import { settings } from "../settings/words";
import type { Described } from "../versioned";
import { listed, office, wordOf } from "../words";
import { CLASSES, CODES, PHRASES, useEntry } from "./entry";
import { OrderedPick } from "./ordered_pick";
import { Tick } from "./tick";
import type { Code, CodeClass, CodeFields, Phrase } from "./types";
import { codeWords } from "./words";

const LIST = "/app/settings/codes";
const NOTHING = { zh: "", en: "" };
const BLANK: CodeFields = {
  key: "", code_class: "", number: "", name: NOTHING, definition: NOTHING, filing: NOTHING, closing: NOTHING, grade: "general", synonyms: [],
  limit: null, limit_in_season: null, weak_link: false, parts: [], defects: [], asset_kinds: [], photo: null, in_force: true,
};

export default function EditCodeScreen({ params }: { params: Params }) {
  const key = params["key"];
  const loading = useLoad<Code>(key ? `/api/hazard-codes/${key}` : null);
  const w = codeWords();
  const title = key ? w.edit : w.newCode;
  return (
    <Frame crumbs={[{ name: w.title, href: LIST }, ...(key ? [{ name: loading.value ? inLanguage(loading.value.name) : "…", href: `${LIST}/${key}` }] : []), { name: title }]}>
      <PageHead title={title} />
      {key ? <Loaded of={loading}>{(code) => <CodeForm key={code.key} code={code} />}</Loaded> : <CodeForm code={null} />}
    </Frame>
  );
}

const FIELDS = Object.keys(BLANK) as (keyof CodeFields)[];
const fieldsOf = (code: CodeFields): CodeFields => Object.fromEntries(FIELDS.map((field) => [field, code[field]])) as unknown as CodeFields;

/** Null is a new one. */
function CodeForm({ code }: { code: Code | null }) {
  const w = codeWords();
  const isNew = code === null;
  const editing = useEntry<Code, CodeFields>({
    entry: code,
    initial: code ? fieldsOf(code) : BLANK,
    valuesOf: fieldsOf,
    addressOf: ({ key }) => `${CODES}/${key}`,
    read: ({ key }) => get<Code>(`${CODES}/${key}`),
    check,
    taken: w.keyTaken,
    onSaved: ({ key }) => navigate(`${LIST}/${key}`, { replace: true }),
  });
  const { form, theirs } = editing;
  const { values } = form;
  const phrases = useLoad<Phrase[]>(PHRASES).value ?? [];
  return (
    <FormSheet form={form} action={office().save} back={isNew ? LIST : `${LIST}/${code.key}`} onSubmit={() => void form.submit(editing.save)}>
      <Basics form={form} isNew={isNew} />
      {(["definition", "filing", "closing"] as const).map((name) => (
        <BothLanguages key={name} label={w[name]} at={`/${name}`} form={form} name={name} />
      ))}
      <Limits form={form} />
      <Phrases form={form} phrases={phrases} />
      <TextArea optional rows={2} label={settings().note} hint={settings().noteHint} id={inputId("/note")} value={values.note} onInput={(note) => form.set("note", note)} error={form.errorAt("/note")} />
      {theirs && <ConflictDialog differences={editing.differences(described(phrases))} busy={form.busy} onKeepMine={() => void editing.keepMine()} onTakeTheirs={editing.takeTheirs} onClose={editing.leaveOpen} />}
    </FormSheet>
  );
}

function check({ key, code_class, number, name }: CodeFields): void {
  const w = codeWords();
  demand([
    ["/key", w.key, key],
    ["/code_class", w.class, code_class],
    ["/number", w.number, number],
    ["/name/zh", w.name, name.zh],
    ["/name/en", w.nameEn, name.en],
  ]);
}

function described(phrases: readonly Phrase[]): Described<CodeFields>[] {
  const w = codeWords();
  const phraseNames = (keys: readonly string[]): string => listed(keys.map((key) => inLanguage(phrases.find((one) => one.key === key)?.name ?? { zh: key, en: key })));
  const both = (title: string, name: "name" | "definition" | "filing" | "closing"): Described<CodeFields> => ({ title, show: (code) => `${code[name].zh}\n${code[name].en}` });
  return [
    both(w.name, "name"),
    { title: w.number, show: ({ number }) => number },
    { title: w.grade, show: ({ grade }) => wordOf(office().grade, grade) },
    both(w.definition, "definition"),
    both(w.filing, "filing"),
    both(w.closing, "closing"),
    { title: w.ownLimit, show: ({ limit }) => amountWords(limit) },
    { title: w.ownLimitInSeason, show: ({ limit_in_season }) => amountWords(limit_in_season) },
    { title: w.synonyms, show: ({ synonyms }) => listed(synonyms) },
    { title: w.parts, show: ({ parts }) => phraseNames(parts) },
    { title: w.defects, show: ({ defects }) => phraseNames(defects) },
    { title: w.assetKinds, show: ({ asset_kinds }) => listed(asset_kinds.map(kindName)) },
    { title: w.weakLink, show: ({ weak_link }) => (weak_link ? w.weakLink : "") },
    { title: w.inForce, show: ({ in_force }) => (in_force ? w.inForce : w.notInForce) },
  ];
}

type CodeFormState = Form<CodeFields & { note: string }>;

function Basics({ form: { values, set, errorAt }, isNew }: { form: CodeFormState; isNew: boolean }) {
  const w = codeWords();
  const classes = useLoad<CodeClass[]>(CLASSES);
  const [synonyms, setSynonyms] = useState(values.synonyms.join("\n"));
  return (
    <>
      <div class="form-grid">
        <TextField required label={w.name} id={inputId("/name/zh")} value={values.name.zh} onInput={(zh) => set("name", { ...values.name, zh })} error={errorAt("/name/zh") ?? errorAt("/name")} />
        <TextField required label={w.nameEn} id={inputId("/name/en")} value={values.name.en} onInput={(en) => set("name", { ...values.name, en })} error={errorAt("/name/en")} />
        <Select required label={w.class} id={inputId("/code_class")} value={values.code_class} blank="—" options={(classes.value ?? []).map((one) => ({ value: one.key, name: `${one.number} ${inLanguage(one.name)}` }))} onChange={(key) => set("code_class", key)} error={errorAt("/code_class")} />
        <TextField required label={w.number} hint={w.numberHint} maxLength={4} inputMode="numeric" id={inputId("/number")} value={values.number} onInput={(text) => set("number", text)} error={errorAt("/number")} />
        <TextField required readOnly={!isNew} label={w.key} hint={isNew ? w.keyHint : undefined} id={inputId("/key")} value={values.key} onInput={(key) => set("key", key)} error={errorAt("/key")} />
        <Select label={w.grade} id={inputId("/grade")} value={values.grade} options={GRADES.map((grade) => ({ value: grade, name: wordOf(office().grade, grade) }))} onChange={(grade) => set("grade", grade as CodeFields["grade"])} error={errorAt("/grade")} />
      </div>
      <Tick label={w.weakLink} value={values.weak_link} onChange={(on) => set("weak_link", on)} />
      <Tick label={`${w.inForce} · ${w.inForceHint}`} value={values.in_force} onChange={(on) => set("in_force", on)} />
      <TextArea
        optional
        rows={3}
        label={w.synonyms}
        hint={w.synonymsHint}
        id={inputId("/synonyms")}
        value={synonyms}
        onInput={(text) => {
          setSynonyms(text);
          set("synonyms", text.split("\n").map((line) => line.trim()).filter(Boolean));
        }}
        error={errorAt("/synonyms")}
      />
    </>
  );
}

interface BothLanguagesProps {
  label: string;
  at: string;
  name: "definition" | "filing" | "closing";
  form: CodeFormState;
}

function BothLanguages({ label, at, name, form: { values, set, errorAt } }: BothLanguagesProps) {
  const text = values[name];
  return (
    <div class="form-grid halves">
      <TextArea required rows={3} label={label} id={inputId(`${at}/zh`)} value={text.zh} onInput={(zh) => set(name, { ...text, zh })} error={errorAt(`${at}/zh`) ?? errorAt(at)} />
      <TextArea required rows={3} label={codeWords().inEnglish(label)} id={inputId(`${at}/en`)} value={text.en} onInput={(en) => set(name, { ...text, en })} error={errorAt(`${at}/en`)} />
    </div>
  );
}

function Limits({ form: { values, set, errorAt } }: { form: CodeFormState }) {
  const w = codeWords();
  return (
    <div class="form-grid halves">
      <fieldset class="form-grid tight">
        <legend class="label">{w.ownLimit}</legend>
        <AmountField none={w.byPolicy} amount={values.limit} onChange={(amount) => set("limit", amount)} at="/limit" errorAt={errorAt} />
      </fieldset>
      <fieldset class="form-grid tight">
        <legend class="label">{w.ownLimitInSeason}</legend>
        <AmountField none={w.byPolicy} amount={values.limit_in_season} onChange={(amount) => set("limit_in_season", amount)} at="/limit_in_season" errorAt={errorAt} />
      </fieldset>
    </div>
  );
}

/** What it is described with, on which kinds it is offered first, and an example. */
function Phrases({ form: { values, set, errorAt }, phrases }: { form: CodeFormState; phrases: readonly Phrase[] }) {
  const w = codeWords();
  const options = (role: Phrase["role"]) => phrases.filter((one) => one.role === role && (one.in_force || values.parts.includes(one.key) || values.defects.includes(one.key))).map((one) => ({ value: one.key, name: inLanguage(one.name) }));
  const example: Attached[] = values.photo ? [{ sha256: values.photo, role: "other", taken_at: "" }] : [];
  return (
    <>
      <details class="twin">
        <summary>{`${w.parts} · ${w.defects}`}</summary>
        <OrderedPick label={w.parts} values={values.parts} options={options("part")} errorAt={(i) => errorAt(`/parts/${i}`)} onChange={(keys) => set("parts", keys)} />
        <OrderedPick label={w.defects} values={values.defects} options={options("defect")} errorAt={(i) => errorAt(`/defects/${i}`)} onChange={(keys) => set("defects", keys)} />
      </details>
      <details class="twin">
        <summary>{w.assetKinds}</summary>
        <TickGroup label={w.assetKinds} values={values.asset_kinds} options={kinds.value.map((kind) => ({ value: kind.key, name: inLanguage(kind.name) }))} onChange={(keys) => set("asset_kinds", keys)} />
      </details>
      <PhotoField optional label={w.photo} role="other" id={inputId("/photo")} photos={example} onChange={(photos) => set("photo", photos.at(-1)?.sha256 ?? null)} error={errorAt("/photo")} />
    </>
  );
}
