/** What there is to do: which assets are due by when, which fail. Pure. */
import type { Asset, AssetKind, AssetState, ChecklistVersion, Hazard, Season, Site } from "../api";

export interface Knowledge {
  sites: Site[];
  assets: Asset[];
  kinds: AssetKind[];
  checklists: ChecklistVersion[];
  states: AssetState[];
  hazards: Hazard[];
  seasons: Season[];
  /** Assets with an inspection of this phone that the mirror does not know yet. */
  inspectedHere: Set<string>;
}

export interface SiteWork {
  site: Site;
  assets: number;
  inspected: number;
  failing: number;
  hazards: number;
  /** The day by which everything here should be inspected; null without a season. */
  due_on: string | null;
  /** Negative: that many days late. */
  days_left: number | null;
}

export const HOUSEHOLD_CHECKLIST = "household";

/** The season of an area that prepares or runs on that day, else the next one, else the last; its own before the city's. */
export function seasonAt(seasons: Season[], today: string, area = ""): Season | null {
  const ordered = seasons.filter((season) => area.startsWith(season.area)).sort((a, b) => b.area.length - a.area.length || (a.starts_on < b.starts_on ? -1 : 1));
  return ordered.find((season) => today <= season.ends_on) ?? ordered.at(-1) ?? null;
}

/** The newest checklist for an asset of this kind, or for a household. */
export function checklistFor(kind: AssetKind | string, checklists: ChecklistVersion[], household = false): ChecklistVersion | null {
  const [key, template] = typeof kind === "string" ? [kind, null] : [kind.key, kind.checklist];
  const fits = household
    ? checklists.filter((version) => version.key === HOUSEHOLD_CHECKLIST)
    : checklists.filter((version) => version.key === template || (version.document.kinds.includes(key) && version.key !== HOUSEHOLD_CHECKLIST));
  const named = fits.filter((version) => version.key === template);
  return (named.length ? named : fits).sort((a, b) => b.number - a.number)[0] ?? null;
}

/** Sites with something to do first, the most urgent on top; then the finished ones. */
export function workOf(known: Knowledge, today: string): SiteWork[] {
  const inspectable = inspectableKinds(known);
  const states = new Map(known.states.map((state) => [state.asset, state]));
  const hazards = countBy(known.hazards, (hazard) => hazard.site.id);
  const bySite = new Map<string, SiteWork & { season: Season | null }>();
  for (const site of known.sites) {
    const season = seasonAt(known.seasons, today, site.area);
    const due_on = season?.gates["inspected"] ?? null;
    const days_left = due_on ? daysBetween(today, due_on) : null;
    bySite.set(site.id, { site, assets: 0, inspected: 0, failing: 0, hazards: hazards.get(site.id) ?? 0, due_on, days_left, season });
  }
  for (const asset of known.assets) {
    const work = bySite.get(asset.site);
    if (!work || asset.status === "retired" || !inspectable.has(asset.kind)) continue;
    const state = states.get(asset.id);
    const inspected = known.inspectedHere.has(asset.id) || isOfSeason(state, work.season);
    work.assets += 1;
    work.inspected += inspected ? 1 : 0;
    work.failing += isOfSeason(state, work.season) ? (state?.failing.length ?? 0) : 0;
  }
  return [...bySite.values()].filter((work) => work.assets > 0).sort(moreUrgent);
}

export function isDone(work: SiteWork): boolean {
  return work.inspected === work.assets && work.failing === 0;
}

/** Whole days from one date to another, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function isOfSeason(state: AssetState | undefined, season: Season | null): boolean {
  return state !== undefined && (season === null || state.happened_at >= season.preparation_starts_on);
}

function inspectableKinds(known: Knowledge): Set<string> {
  return new Set(known.kinds.filter((kind) => checklistFor(kind, known.checklists)).map((kind) => kind.key));
}

/** Late and untouched before late and begun; failing before merely open; finished last. */
function moreUrgent(a: SiteWork, b: SiteWork): number {
  return (
    Number(isDone(a)) - Number(isDone(b)) ||
    (a.due_on ?? "9").localeCompare(b.due_on ?? "9") ||
    b.failing - a.failing ||
    b.hazards - a.hazards ||
    b.assets - b.inspected - (a.assets - a.inspected) ||
    a.site.code.localeCompare(b.site.code)
  );
}

function countBy<T>(rows: T[], keyOf: (row: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
