/** Which column holds what; guesses first, and what holds for the whole file. */
import { number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Select, TextField } from "../../ui/field";
import { Section } from "../../ui/page";
import { categories, categoryName } from "../complaints/categories";
import { complaints } from "../complaints/words";
import { CHANNELS } from "../complaints/types";
import { inputId } from "../form";
import { areas, organizations, treeOptions } from "../lookups";
import { wordOf } from "../words";
import { type MessageMapping, type Preview, TARGETS } from "./mapping";
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

export function MappingStep({ preview, mapping, onChange, errorAt, busy, onBack, onNext }: MappingStepProps) {
  const w = messages();
  return (
    <form class="stack" onSubmit={(event) => (event.preventDefault(), onNext())} noValidate>
      <p class="muted">{w.rows(number(preview.rows))}</p>
      <Section title={w.about}>
        <WholeFile mapping={mapping} onChange={onChange} errorAt={errorAt} />
        <label class="choice">
          <input type="checkbox" checked={mapping.history} onChange={() => onChange({ ...mapping, history: !mapping.history })} />
          {w.history}
        </label>
      </Section>
      <Section title={w.columns}>
        <p class="lead-in">{w.columnsHint}</p>
        <table class="table cards">
          <thead>
            <tr>
              <th scope="col">{w.target}</th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.sample}</th>
            </tr>
          </thead>
          <tbody>
            {TARGETS.map((target) => (
              <TargetRow key={target} target={target} preview={preview} mapping={mapping} onChange={onChange} error={errorAt(`/columns/${target}`)} />
            ))}
          </tbody>
        </table>
      </Section>
      <div class="actions">
        <Button kind="primary" type="submit" busy={busy}>{busy ? w.trying : w.tryRun}</Button>
        <Button onClick={onBack}>{w.back}</Button>
      </div>
    </form>
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

interface TargetRowProps {
  target: string;
  preview: Preview;
  mapping: MessageMapping;
  onChange: (mapping: MessageMapping) => void;
  error: string | undefined;
}

function TargetRow({ target, preview, mapping, onChange, error }: TargetRowProps) {
  const w = messages();
  const column = mapping.columns[target] ?? "";
  const id = inputId(`/columns/${target}`);
  return (
    <tr>
      <th scope="row" class="first">
        <label for={id}>{wordOf(w.targets, target)}</label>
        {error && <span class="second status danger" id={`${id}-error`}>{error}</span>}
      </th>
      <td data-label={w.column}>
        <select class="input" id={id} value={column} aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-error` : undefined} onChange={(event) => onChange({ ...mapping, columns: { ...mapping.columns, [target]: event.currentTarget.value } })}>
          <option value="">{w.notImported}</option>
          {preview.columns.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </td>
      <td data-label={w.sample} class="muted">{short(preview.sample[0]?.[column] ?? "")}</td>
    </tr>
  );
}

/** Messages are long; their beginning tells which column it is. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
