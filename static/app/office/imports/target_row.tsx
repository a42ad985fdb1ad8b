import { inputId } from "../form";
import { Constant } from "./constant";
import type { Mapping, Preview } from "./mapping";
import { imports } from "./words";

interface TargetRowProps {
  target: { key: string; name: string };
  preview: Preview;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  error: string | undefined;
}

export function TargetRow({ target: { key, name }, preview, mapping, onChange, error }: TargetRowProps) {
  const w = imports();
  const column = mapping.columns[key] ?? "";
  const id = inputId(`/columns/${key}`);
  return (
    <tr>
      <th scope="row" class="first">
        <label for={id}>{name}</label>
        {error && <span class="second" id={`${id}-error`} style="color:var(--danger);font-weight:700">{error}</span>}
      </th>
      <td data-label={w.column}>
        <select class="input" id={id} value={column} aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-error` : undefined} onChange={(event) => onChange({ ...mapping, columns: { ...mapping.columns, [key]: event.currentTarget.value } })}>
          <option value="">{w.none}</option>
          {preview.columns.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </td>
      <td data-label={w.sample} class="muted">{preview.sample[0]?.[column] ?? ""}</td>
      <td data-label={w.constant}>
        <Constant target={key} name={name} value={mapping.constants[key] ?? ""} onChange={(value) => onChange({ ...mapping, constants: { ...mapping.constants, [key]: value } })} />
      </td>
    </tr>
  );
}
