/** One kind: its names, what it can be, and the details it asks for. */
import { type Page, put } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { Select, TextField } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { type Form, demand, inputId, useForm } from "../form";
import { Frame } from "../frame";
import { rereadLookups } from "../lookups";
import { FormSheet } from "../registry/form_sheet";
import { office } from "../words";
import { FieldRows } from "./field_rows";
import type { Kind } from "./types";
import { kindWords } from "./words";

const BLANK: Kind = { key: "", name: { zh: "", en: "" }, symbol: "", site: false, asset: true, fields: [], checklist: null, version: 0 };
const LIST = "/app/settings/kinds";

export default function KindScreen({ params }: { params: Params }) {
  const isNew = params["key"] === "new";
  const loading = useLoad<Kind[]>("/api/kinds");
  const kind = isNew ? BLANK : loading.value?.find((one) => one.key === params["key"]);
  const w = kindWords();
  const title = isNew ? w.newKind : w.editNamed(kind ? inLanguage(kind.name) : "…");
  return (
    <Frame crumbs={[{ name: w.title, href: LIST }, { name: title }]}>
      <PageHead title={title} />
      {isNew ? <KindForm kind={BLANK} /> : <Loaded of={loading}>{() => (kind ? <KindForm key={kind.key} kind={kind} /> : <p>{office().unknown}</p>)}</Loaded>}
    </Frame>
  );
}

function KindForm({ kind }: { kind: Kind }) {
  const w = kindWords();
  const form = useForm(kind);
  const { values } = form;
  const save = async (): Promise<void> => {
    demand([
      ["/name/zh", w.name, values.name.zh],
      ["/name/en", w.nameEn, values.name.en],
      ["/key", w.key, values.key],
      ["/symbol", w.symbol, values.symbol],
    ]);
    await put(`/api/kinds/${values.key}`, { ...values, version: kind.version });
    await rereadLookups();
    navigate(LIST, { replace: true });
  };
  return (
    <FormSheet form={form} action={w.save} back={LIST} onSubmit={() => void form.submit(save)} readOnly={!may("kinds.write")}>
      <Basics form={form} isNew={kind.version === 0} />
      <fieldset>
        <legend class="group">{w.fields}</legend>
        <FieldRows fields={values.fields} onChange={(fields) => form.set("fields", fields)} errorAt={form.errorAt} />
      </fieldset>
    </FormSheet>
  );
}

function Basics({ form: { values, set, errorAt }, isNew }: { form: Form<Kind>; isNew: boolean }) {
  const w = kindWords();
  const checklists = useLoad<Page<{ id: string; key: string; name: { zh: string; en: string } }>>("/api/checklists");
  const tick = (name: "site" | "asset", label: string) => (
    <label class="choice">
      <input type="checkbox" checked={values[name]} onChange={(event) => set(name, event.currentTarget.checked)} />
      {label}
    </label>
  );
  return (
    <>
      <div class="form-grid">
        <TextField required label={w.name} id={inputId("/name/zh")} value={values.name.zh} onInput={(zh) => set("name", { ...values.name, zh })} error={errorAt("/name/zh")} />
        <TextField required label={w.nameEn} id={inputId("/name/en")} value={values.name.en} onInput={(en) => set("name", { ...values.name, en })} error={errorAt("/name/en")} />
        <TextField required readOnly={!isNew} label={w.key} hint={isNew ? w.keyHint : undefined} id={inputId("/key")} value={values.key} onInput={(key) => set("key", key)} error={errorAt("/key")} />
        <TextField required label={w.symbol} hint={w.symbolHint} maxLength={2} id={inputId("/symbol")} value={values.symbol} onInput={(symbol) => set("symbol", symbol.toUpperCase())} error={errorAt("/symbol")} />
        <Select label={w.checklist} id={inputId("/checklist")} value={values.checklist ?? ""} blank={w.noChecklist} options={(checklists.value?.items ?? []).map((one) => ({ value: one.key, name: inLanguage(one.name) }))} onChange={(key) => set("checklist", key || null)} error={errorAt("/checklist")} />
      </div>
      <fieldset>
        <legend class="label">{w.use}</legend>
        {tick("site", w.site)}
        {tick("asset", w.asset)}
      </fieldset>
    </>
  );
}
