/** One value for all rows: chosen from what there is where the field names an organization, an area or a person. */
import { type Page, get, query } from "../../api";
import { Combobox, type Found } from "../../ui/combobox";
import { areas, organizations, treeOptions } from "../lookups";
import type { User } from "../people/types";
import { imports } from "./words";

interface ConstantProps {
  target: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
}

const PEOPLE = ["responsible", "safety_owner"];

export function Constant({ target, name, value, onChange }: ConstantProps) {
  const label = `${imports().constant}: ${name}`;
  const tree = { organization: organizations.value, area: areas.value }[target];
  if (PEOPLE.includes(target)) {
    return <Combobox hideLabel label={label} value={value ? { id: value, name: value } : null} search={people} onChoose={(found) => onChange(found?.id ?? "")} />;
  }
  if (!tree) return <input class="input" aria-label={label} value={value} onInput={(event) => onChange(event.currentTarget.value)} />;
  return (
    <select class="input" aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">—</option>
      {treeOptions(tree).map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </select>
  );
}

/** By username: that is how a mapping names people. */
async function people(text: string, signal: AbortSignal): Promise<Found[]> {
  const page = await get<Page<User>>(query("/api/users", { q: text, limit: 12 }), signal);
  return page.items.map((user) => ({ id: user.username, name: user.username, more: user.name }));
}
