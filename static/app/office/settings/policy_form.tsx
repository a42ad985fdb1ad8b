/** The lines of one policy, in the order in which they are tried. */
import { put } from "../../api";
import type { Grade } from "../../api";
import { inLanguage } from "../../i18n";
import { Select, TextArea } from "../../ui/field";
import { inputId, useForm } from "../form";
import { GRADES } from "../hazards/grades";
import { FormDialog } from "../organizations/form_dialog";
import { GATES } from "../readiness/gates";
import { RowList } from "../row_list";
import { office, wordOf } from "../words";
import { AmountField } from "./amount";
import { TickGroup } from "./tick_group";
import type { Policy, PolicyRule } from "./types";
import { settings } from "./words";

const BLANK: PolicyRule = { amount: { n: 7, unit: "days" }, grades: [], in_season: null, rural: null, not_after: null, calendar: "city" };

export function PolicyForm({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const w = settings();
  const form = useForm({ rules: policy.rules, basis: policy.basis, note: "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const { key, name, version } = policy;
    await put(`/api/deadline-policies/${key}`, { key, name, version, ...values });
    onClose();
  };
  return (
    <FormDialog wide title={inLanguage(policy.name)} action={w.save} form={form} onSave={save} onClose={onClose}>
      <RowList name={(_, i) => w.rule(i + 1)} rows={values.rules} onChange={(rules) => set("rules", rules)} add={w.addRule} blank={() => BLANK}>
        {(rule, change, i) => <RuleFields rule={rule} change={change} at={`/rules/${i}`} errorAt={errorAt} />}
      </RowList>
      <TextArea rows={2} label={w.basis} id={inputId("/basis/zh")} value={values.basis.zh} onInput={(zh) => set("basis", { ...values.basis, zh })} error={errorAt("/basis/zh")} />
      <TextArea rows={2} label={w.basisEn} id={inputId("/basis/en")} value={values.basis.en} onInput={(en) => set("basis", { ...values.basis, en })} error={errorAt("/basis/en")} />
      <TextArea optional rows={2} label={w.note} hint={w.noteHint} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
    </FormDialog>
  );
}

interface RuleFieldsProps {
  rule: PolicyRule;
  change: (changes: Partial<PolicyRule>) => void;
  at: string;
  errorAt: (pointer: string) => string | undefined;
}

const asText = (value: boolean | null): string => (value === null ? "" : value ? "yes" : "no");
const asChoice = (text: string): boolean | null => (text === "" ? null : text === "yes");

function RuleFields({ rule, change, at, errorAt }: RuleFieldsProps) {
  const w = settings();
  const yesNo = (names: { yes: string; no: string }) => (["yes", "no"] as const).map((value) => ({ value, name: names[value] }));
  return (
    <>
      <TickGroup label={w.grades} hint={w.gradesHint} values={rule.grades} options={GRADES.map((grade) => ({ value: grade, name: wordOf(office().grade, grade) }))} onChange={(grades) => change({ grades: grades as Grade[] })} />
      <div class="form-grid tight">
        <Select label={w.season} id={inputId(`${at}/in_season`)} value={asText(rule.in_season)} blank={w.inSeason.any} options={yesNo(w.inSeason)} onChange={(text) => change({ in_season: asChoice(text) })} error={errorAt(`${at}/in_season`)} />
        <Select label={w.place} id={inputId(`${at}/rural`)} value={asText(rule.rural)} blank={w.rural.any} options={yesNo(w.rural)} onChange={(text) => change({ rural: asChoice(text) })} error={errorAt(`${at}/rural`)} />
        <AmountField amount={rule.amount} onChange={(amount) => change({ amount })} at={`${at}/amount`} errorAt={errorAt} />
        <Select label={w.notAfter} id={inputId(`${at}/not_after`)} value={rule.not_after ?? ""} blank="—" options={GATES.map((gate) => ({ value: gate, name: wordOf(office().gate, gate) }))} onChange={(gate) => change({ not_after: gate || null })} error={errorAt(`${at}/not_after`)} />
      </div>
    </>
  );
}
