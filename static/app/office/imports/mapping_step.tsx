/** Which column fills which field of an asset; guesses first, constants for what no column holds. */
import { inLanguage } from "../../i18n";
import { Select, TextField } from "../../ui/field";
import { inputId } from "../form";
import { MappingForm } from "../importing/mapping_form";
import type { Preview } from "../importing/preview";
import { kinds } from "../lookups";
import { wordOf } from "../words";
import { Constant } from "./constant";
import { DATE_FORMATS, type Mapping, TARGETS, guessed } from "./mapping";
import { MappingFile } from "./mapping_file";
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

export function MappingStep({ preview, mapping, onChange, errorAt, ...form }: MappingStepProps) {
  const w = imports();
  const kind = kinds.value.find((one) => one.key === mapping.kind);
  const targets = [...TARGETS.map((key) => ({ key: key as string, name: wordOf(w.targets, key) })), ...(kind?.fields ?? []).map((field) => ({ key: `fields.${field.key}`, name: inLanguage(field.name) }))];
  return (
    <MappingForm
      {...form}
      preview={preview}
      targets={targets}
      columns={mapping.columns}
      onColumns={(columns) => onChange({ ...mapping, columns })}
      errorOf={(target) => errorAt(`/columns/${target}`) ?? errorAt(`/constants/${target}`)}
      title={w.columns}
      hint={w.columnsHint}
      aside={<MappingFile mapping={mapping} onLoad={onChange} />}
      more={{
        title: w.constant,
        cell: ({ key, name }) => <Constant target={key} name={name} value={mapping.constants[key] ?? ""} onChange={(value) => onChange({ ...mapping, constants: { ...mapping.constants, [key]: value } })} />,
      }}
    >
      <WholeFile preview={preview} mapping={mapping} onChange={onChange} errorAt={errorAt} />
    </MappingForm>
  );
}

function WholeFile({ preview, mapping, onChange, errorAt }: Pick<MappingStepProps, "preview" | "mapping" | "onChange" | "errorAt">) {
  const w = imports();
  const set = (part: Partial<Mapping>): void => onChange({ ...mapping, ...part });
  const chooseKind = (key: string): void => {
    const chosen = kinds.value.find((one) => one.key === key);
    set({ kind: key, columns: { ...guessed(preview.columns, chosen), ...withoutFields(mapping.columns) } });
  };
  return (
    <div class="form-grid form">
      <TextField label={w.source} hint={w.sourceHint} id={inputId("/source")} value={mapping.source} onInput={(source) => set({ source })} error={errorAt("/source")} />
      <Select label={w.kind} id={inputId("/kind")} value={mapping.kind} blank="—" options={kinds.value.map((one) => ({ value: one.key, name: inLanguage(one.name) }))} onChange={chooseKind} error={errorAt("/kind")} />
      <Select label={w.siteKind} hint={w.siteKindHint} id={inputId("/site_kind")} value={mapping.site_kind ?? ""} blank={w.existingSites} options={kinds.value.filter((one) => one.site).map((one) => ({ value: one.key, name: inLanguage(one.name) }))} onChange={(key) => set({ site_kind: key || null })} error={errorAt("/site_kind")} />
      <Select label={w.dates} value={mapping.dates} options={DATE_FORMATS} onChange={(dates) => set({ dates })} />
      <Select label={w.numbers} value={mapping.numbers} options={[{ value: "point", name: w.point }, { value: "comma", name: w.comma }]} onChange={(value) => set({ numbers: value === "comma" ? "comma" : "point" })} />
      <Select label={w.positions} value={mapping.positions} options={[{ value: "wgs84", name: "WGS-84" }, { value: "gcj02", name: "GCJ-02" }]} onChange={(value) => set({ positions: value === "gcj02" ? "gcj02" : "wgs84" })} />
    </div>
  );
}

/** Fields of the kind that was chosen before make room for those of the new one. */
const withoutFields = (columns: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(columns).filter(([target]) => !target.startsWith("fields.")));
