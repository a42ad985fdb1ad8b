/** Which column of a file of messages holds what; guesses first, and what holds for the whole file. */
import { Select, TextField } from "../../ui/field";
import { categories, categoryName } from "../complaints/categories";
import { CHANNELS } from "../complaints/types";
import { complaints } from "../complaints/words";
import { inputId } from "../form";
import { MappingForm } from "../importing/mapping_form";
import type { Preview } from "../importing/preview";
import { areas, organizations, treeOptions } from "../lookups";
import { wordOf } from "../words";
import { type MessageMapping, TARGETS } from "./mapping";
import { messages } from "./words";

const CLASSES = ["consultation", "livelihood", "complex"] as const;

interface MappingStepProps {
  preview: Preview;
  mapping: MessageMapping;
  onChange: (mapping: MessageMapping) => void;
  errorAt: (pointer: string) => string | undefined;
  busy: boolean;
  onBack: () => void;
  onNext: () => void;
}

export function MappingStep({ mapping, onChange, errorAt, ...form }: MappingStepProps) {
  const w = messages();
  return (
    <MappingForm
      {...form}
      targets={TARGETS.map((key) => ({ key, name: wordOf(w.targets, key) }))}
      columns={mapping.columns}
      onColumns={(columns) => onChange({ ...mapping, columns })}
      errorOf={(target) => errorAt(`/columns/${target}`)}
      title={w.columns}
      hint={w.columnsHint}
    >
      <WholeFile mapping={mapping} onChange={onChange} errorAt={errorAt} />
      <label class="choice">
        <input type="checkbox" checked={mapping.history} onChange={() => onChange({ ...mapping, history: !mapping.history })} />
        {w.history}
      </label>
    </MappingForm>
  );
}

function WholeFile({ mapping, onChange, errorAt }: Pick<MappingStepProps, "mapping" | "onChange" | "errorAt">) {
  const [w, c] = [messages(), complaints()];
  const set = (part: Partial<MessageMapping>): void => onChange({ ...mapping, ...part });
  return (
    <div class="form-grid form">
      <TextField label={w.source} hint={w.sourceHint} id={inputId("/source")} value={mapping.source} onInput={(source) => set({ source })} error={errorAt("/source")} />
      <Select label={w.channel} value={mapping.channel} options={CHANNELS.map((value) => ({ value, name: wordOf(c.channel, value) }))} onChange={(channel) => set({ channel })} />
      <Select label={w.matterClass} hint={w.matterClassHint} value={mapping.matter_class ?? ""} blank={w.none} options={CLASSES.map((value) => ({ value, name: c.matterClass[value] }))} onChange={(value) => set({ matter_class: value || null })} />
      <Select label={w.category} id={inputId("/category")} value={mapping.category ?? ""} blank={w.none} options={categories.value.map((one) => ({ value: one.key, name: categoryName(one.key) }))} onChange={(value) => set({ category: value || null })} error={errorAt("/category")} />
      <Select label={w.organization} value={mapping.organization ?? ""} blank={w.none} options={treeOptions(organizations.value)} onChange={(value) => set({ organization: value || null })} />
      <Select label={w.area} value={mapping.area ?? ""} blank={w.none} options={treeOptions(areas.value)} onChange={(value) => set({ area: value || null })} />
    </div>
  );
}
