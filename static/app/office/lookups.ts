/** Small tables every screen reads names from: kinds, organizations, areas. Read once per session, again when they change. */
import { computed, signal } from "@preact/signals";
import { type AssetKind, get } from "../api";
import { inLanguage, nameOf } from "../i18n";
import type { Option } from "../ui/field";

export interface Organization {
  id: string;
  path: string;
  parent: string | null;
  name: string;
  name_en: string;
  kind: string;
  phone: string;
}

export interface Area {
  id: string;
  path: string;
  name: string;
  name_en: string;
  level: string;
}

interface Rows<Row> {
  items: Row[];
}

export const kinds = signal<AssetKind[]>([]);
export const organizations = signal<Organization[]>([]);
export const areas = signal<Area[]>([]);

const kindByKey = computed(() => new Map(kinds.value.map((kind) => [kind.key, kind])));
const organizationByPath = computed(() => new Map(organizations.value.map((one) => [one.path, one])));
const areaByPath = computed(() => new Map(areas.value.map((one) => [one.path, one])));

export const kindOf = (key: string): AssetKind | undefined => kindByKey.value.get(key);
export const kindName = (key: string): string => {
  const kind = kindOf(key);
  return kind ? inLanguage(kind.name) : key;
};
export const organizationName = (path: string): string => named(organizationByPath.value.get(path), path);
export const areaName = (path: string): string => named(areaByPath.value.get(path), path);

const named = (row: { name: string; name_en: string } | undefined, path: string): string => (row ? nameOf(row) : path);

/** The site of a row that carries its names beside its id. */
export const siteNameOf = (row: { site_name: string; site_name_en: string }): string => nameOf({ name: row.site_name, name_en: row.site_name_en });

/** "Company › crew": the names from below the city down to `path`. */
export const organizationTrail = (path: string): string => trail(path, organizationByPath.value);
/** Whether its name may be seen: others' offices are known by their path only. */
export const isKnownOrganization = (path: string): boolean => organizationByPath.value.has(path);
export const areaTrail = (path: string): string => trail(path, areaByPath.value);

function trail(path: string, byPath: Map<string, { name: string; name_en: string }>): string {
  const steps = path.split("/").slice(0, -1);
  const paths = steps.map((_, i) => `${steps.slice(0, i + 1).join("/")}/`);
  const shown = paths.length > 1 ? paths.slice(1) : paths;
  return shown.map((step) => named(byPath.get(step), step)).join(" › ");
}

/** Choices of a tree, indented by depth. */
export function treeOptions(rows: readonly { path: string; name: string; name_en: string }[]): Option[] {
  return [...rows]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((row) => ({ value: row.path, name: "\u3000".repeat(row.path.split("/").length - 2) + nameOf(row) }));
}

let reading: Promise<void> | null = null;

/** Read the tables unless that was done; a failure leaves them empty and is tried again by the next screen. */
export function readLookups(): Promise<void> {
  reading ??= Promise.all([get<AssetKind[]>("/api/kinds"), get<Rows<Organization>>("/api/organizations"), get<Rows<Area>>("/api/areas")]).then(
    ([allKinds, allOrganizations, allAreas]) => {
      kinds.value = allKinds;
      organizations.value = allOrganizations.items;
      areas.value = allAreas.items;
    },
    () => {
      reading = null;
    },
  );
  return reading;
}

/** After a change of ours to one of the tables. */
export function rereadLookups(): Promise<void> {
  reading = null;
  return readLookups();
}
