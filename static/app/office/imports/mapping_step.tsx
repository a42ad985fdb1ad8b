/** Which column fills which field; guesses first, constants for what no column holds. */
import { inLanguage } from "../../i18n";
import { number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Select, TextField } from "../../ui/field";
import { Section } from "../../ui/page";
import { inputId } from "../form";
import { kinds } from "../lookups";
import { wordOf } from "../words";
import { DATE_FORMATS, type Mapping, type Preview, TARGETS, guessed } from "./mapping";
import { MappingFile } from "./mapping_file";
import { TargetRow } from "./target_row";
import { imports } from "./words";

interface MappingStepProps {
  preview: Preview;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  errorAt: (pointer: string) => string | undefined;
  busy: boolean;
  onBack: () => void;
  onNext: () => void;
}

export function MappingStep({ preview, mapping, onChange, errorAt, busy, onBack, onNext }: MappingStepProps) {
  const w = imports();
  const kind = kinds.value.find((one) => one.key === mapping.kind);
  const targets = [...TARGETS.map((key) => ({ key: key as string, name: wordOf(w.targets, key) })), ...(kind?.fields ?? []).map((field) => ({ key: `fields.${field.key}`, name: inLanguage(field.name) }))];
  const chooseKind = (key: string): void => {
    const chosen = kinds.value.find((one) => one.key === key);
    onChange({ ...mapping, kind: key, columns: { ...guessed(preview.columns, chosen), ...withoutFields(mapping.columns) } });
  };
  return (
    <form class="stack" onSubmit={(event) => (event.preventDefault(), onNext())} noValidate>
      <p class="muted">{w.rows(number(preview.rows))}</p>
      <Section title={w.about}>
        <div class="form-grid form">
          <TextField label={w.source} hint={w.sourceHint} id={inputId("/source")} value={mapping.source} onInput={(source) => onChange({ ...mapping, source })} error={errorAt("/source")} />
          <Select label={w.kind} id={inputId("/kind")} value={mapping.kind} blank="—" options={kinds.value.map((one) => ({ value: one.key, name: inLanguage(one.name) }))} onChange={chooseKind} error={errorAt("/kind")} />
          <Select label={w.siteKind} hint={w.siteKindHint} id={inputId("/site_kind")} value={mapping.site_kind ?? ""} blank={w.existingSites} options={kinds.value.filter((one) => one.site).map((one) => ({ value: one.key, name: inLanguage(one.name) }))} onChange={(key) => onChange({ ...mapping, site_kind: key || null })} error={errorAt("/site_kind")} />
          <Select label={w.dates} value={mapping.dates} options={DATE_FORMATS} onChange={(dates) => onChange({ ...mapping, dates })} />
          <Select label={w.numbers} value={mapping.numbers} options={[{ value: "point", name: w.point }, { value: "comma", name: w.comma }]} onChange={(value) => onChange({ ...mapping, numbers: value === "comma" ? "comma" : "point" })} />
          <Select label={w.positions} value={mapping.positions} options={[{ value: "wgs84", name: "WGS-84" }, { value: "gcj02", name: "GCJ-02" }]} onChange={(value) => onChange({ ...mapping, positions: value === "gcj02" ? "gcj02" : "wgs84" })} />
        </div>
      </Section>
      <Section title={w.columns} aside={<MappingFile mapping={mapping} onLoad={onChange} />}>
        <p class="lead-in">{w.columnsHint}</p>
        <table class="table cards">
          <thead>
            <tr>
              <th scope="col">{w.target}</th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.sample}</th>
              <th scope="col">{w.constant}</th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <TargetRow key={target.key} target={target} preview={preview} mapping={mapping} onChange={onChange} error={errorAt(`/columns/${target.key}`) ?? errorAt(`/constants/${target.key}`)} />
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

/** Fields of the kind that was chosen before make room for those of the new one. */
const withoutFields = (columns: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(columns).filter(([target]) => !target.startsWith("fields.")));
