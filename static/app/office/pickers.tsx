/** Search fields for a site, an asset or a person; the address or the form keeps the id, the name is looked up. */
import { useEffect, useState } from "preact/hooks";
import { type Page, get, query } from "../api";
import { nameOf } from "../i18n";
import { Combobox, type Found } from "../ui/combobox";
import type { FieldProps } from "../ui/field";
import { organizationTrail } from "./lookups";
import { office } from "./words";

interface Picker {
  label?: string;
  id: string;
  onChoose: (id: string, found: Found | null) => void;
  error?: string | undefined;
  hint?: string;
  optional?: boolean;
  /** Search only below this organization. */
  organization?: string;
  fieldId?: string;
  /** The chosen row's name when the caller already knows it. */
  name?: string | undefined;
}

interface Row {
  id: string;
  name: string;
  name_en?: string | null;
  code?: string;
  organization?: string;
}

const asFound = (row: Row): Found => ({ id: row.id, name: nameOf(row), more: [row.code, row.organization && organizationTrail(row.organization)].filter(Boolean).join(" · ") });

function usePicked(path: string, id: string, name: string | undefined): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!id || name || found?.id === id) return;
    get<Row>(`${path}/${id}`).then(
      (row) => setFound(asFound(row)),
      () => setFound({ id, name: id }),
    );
  }, [id]);
  if (!id) return null;
  if (name) return { id, name };
  return found?.id === id ? found : { id, name: "…" };
}

function Pick({ path, label, filter, picker }: { path: string; label: string; filter: Record<string, string>; picker: Picker }) {
  const [chosen, setChosen] = useState<Found | null>(null);
  const known = usePicked(path, picker.id, picker.name ?? (chosen?.id === picker.id ? chosen.name : undefined));
  const search = (text: string, signal: AbortSignal): Promise<Found[]> =>
    get<Page<Row>>(query(path, { q: text, limit: 12, ...filter }), signal).then((page) => page.items.map(asFound));
  const field: FieldProps = { label: picker.label ?? label, error: picker.error, hint: picker.hint, id: picker.fieldId, ...(picker.optional ? { optional: true } : {}) };
  return (
    <Combobox
      {...field}
      value={known}
      search={search}
      onChoose={(found) => {
        setChosen(found);
        picker.onChoose(found?.id ?? "", found);
      }}
    />
  );
}

export function PickSite(picker: Picker) {
  return <Pick path="/api/sites" label={office().field.site} filter={picker.organization ? { organization: picker.organization } : {}} picker={picker} />;
}

export function PickAsset({ site, ...picker }: Picker & { site?: string }) {
  return <Pick path="/api/assets" label={office().field.asset} filter={site ? { site } : {}} picker={picker} />;
}

/** Somebody who may do it, of those with whom the asker works: a district officer names people of companies whom the register does not show him. */
export function PickColleague({ may, ...picker }: Picker & { may: string }) {
  return <Pick path="/api/colleagues" label={office().field.person} filter={{ may }} picker={picker} />;
}

export function PickPerson(picker: Picker) {
  return <Pick path="/api/users" label={office().field.person} filter={picker.organization ? { organization: picker.organization } : {}} picker={picker} />;
}
