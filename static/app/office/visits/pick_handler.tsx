/** Somebody to whom a complaint or a visit can be given. */
import { type Page, get, query } from "../../api";
import { Combobox, type Found } from "../../ui/combobox";
import type { FieldProps } from "../../ui/field";
import { organizationTrail } from "../lookups";

interface Handler {
  id: string;
  name: string;
  organization: string;
}

interface PickHandlerProps {
  label: string;
  id: string;
  name: string;
  onChoose: (id: string, name: string) => void;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
  fieldId?: string;
}

export function PickHandler({ label, id, name, onChoose, hint, error, optional, fieldId }: PickHandlerProps) {
  const search = (text: string, signal: AbortSignal): Promise<Found[]> =>
    get<Page<Handler>>(query("/api/colleagues", { may: "complaints.handle", q: text, limit: 12 }), signal).then((page) =>
      page.items.map((person) => ({ id: person.id, name: person.name, more: organizationTrail(person.organization) })),
    );
  const field: FieldProps = { label, hint, error, id: fieldId, ...(optional ? { optional: true } : {}) };
  return <Combobox {...field} value={id ? { id, name } : null} search={search} onChoose={(found) => onChoose(found?.id ?? "", found?.name ?? "")} />;
}
