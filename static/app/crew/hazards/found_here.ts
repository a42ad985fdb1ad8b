/** Hazards that lie only on this phone: reported, or raised by an inspection, and not told of by the server. Pure. */
import type { Hazard, Id, Me, PhotoNote, Position } from "../../api";
import { joins } from "../../rules/hazards";
import type { OutboxItem, RaisedHere } from "../../store/shapes";

export type ReportItem = Extract<OutboxItem, { type: "hazard.report" }>;
type InspectionItem = Extract<OutboxItem, { type: "inspection.submit" }>;

interface Findings {
  raised: Hazard[];
  /** What failed again belongs to an open hazard, by the id that this phone gave the finding. */
  sameAs: Map<Id, Id>;
}

/** What the inspections of the queue raise, and what they only see again, as the server will judge it. */
export function findings(mirrored: Hazard[], queue: OutboxItem[], person: Me): Findings {
  const found: Findings = { raised: [], sameAs: new Map(mirrored.flatMap(seenAgain)) };
  const known = new Set(mirrored.map(({ id }) => id));
  for (const item of queue) {
    if (item.type !== "inspection.submit") continue;
    for (const finding of item.raised ?? []) {
      if (known.has(finding.id) || found.sameAs.has(finding.id)) continue;
      const open = [...mirrored, ...found.raised].find((hazard) => belongs(finding, item, hazard));
      if (open) found.sameAs.set(finding.id, open.id);
      else found.raised.push(raisedHere(item, finding, person));
    }
  }
  return found;
}

function seenAgain(hazard: Hazard): [Id, Id][] {
  return hazard.steps.flatMap(({ id, step }): [Id, Id][] => (step === "see_again" ? [[id, hazard.id]] : []));
}

function belongs(finding: RaisedHere, { payload }: InspectionItem, hazard: Hazard): boolean {
  const isOpen = hazard.status !== "closed" && hazard.status !== "dismissed";
  const isSame = hazard.asset?.id === payload.asset && hazard.item === finding.item && hazard.household === payload.household;
  return isOpen && isSame && joins(finding.grade, hazard.grade);
}

function raisedHere(item: InspectionItem, finding: RaisedHere, person: Me): Hazard {
  const { payload } = item;
  const place = { site: "", asset: payload.asset, name: item.subject };
  const { id, title, title_en, description, grade, photos } = finding;
  const found = { id, title, title_en, description, grade, photos, position: payload.position, item: finding.item, household: payload.household };
  return onlyHere(item, place, found, person);
}

export function reportedHere(item: ReportItem, person: Me): Hazard {
  const { payload } = item;
  const { title, description, photos, position } = payload;
  const place = { site: payload.site ?? "", asset: payload.asset, name: item.subject.split(" · ").at(-1) ?? "" };
  const said = { code: payload.code ?? null, described: payload.described ?? null };
  return { ...onlyHere(item, place, { id: item.id, title, title_en: "", description, grade: payload.grade as Hazard["grade"], photos, position, item: null, household: null }, person), ...said };
}

interface Place {
  site: Id;
  asset: Id | null;
  name: string;
}

type Found = Pick<Hazard, "id" | "title" | "title_en" | "description" | "grade" | "item" | "household"> & { photos: PhotoNote[]; position: Position | null };

function onlyHere(item: OutboxItem, { site, asset, name }: Place, found: Found, person: Me): Hazard {
  const unit = { path: person.organization.path, name: person.organization.name, name_en: person.organization.name_en };
  return {
    ...NOTHING_YET,
    ...found,
    site: { id: site, code: "", name },
    asset: asset ? { id: asset, code: "", name } : null,
    reporter: item.author,
    unit,
    organization: unit.path,
    happened_at: item.happened_at,
  };
}

const NOTHING_YET = {
  number: "",
  version: 0,
  status: "reported",
  responsible: null,
  area: "",
  code: null,
  described: null,
  weak_link: false,
  due_at: null,
  clocks: [],
  rectified_by: null,
  rectified_crew: null,
  reworks: 0,
  sightings: 1,
  supervised: null,
  plan_needed: false,
  plan_complete: false,
  plan: null,
  extension: null,
  rectify_due_at: null,
  closed_at: null,
  steps: [],
} satisfies Partial<Hazard>;
