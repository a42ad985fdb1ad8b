/** Rows and records for the tests, and an empty database for each. */
import type { Asset, ChecklistVersion, Hazard, Item, Me, Season, Site, StepTaken } from "../../static/app/api/types";
import { withDb } from "../../static/app/store/db";
import type { NewOperation } from "../../static/app/store/outbox";
import type { TakenPhoto } from "../../static/app/store/photos";
import type { Draft, Operation, OutboxItem, StepDraft } from "../../static/app/store/shapes";

export const ALICE = { id: "user-alice", name: "张伟" };
export const BOB = { id: "user-bob", name: "李强" };

export const ME: Me = {
  user: { id: ALICE.id, username: "alice", name: ALICE.name, role: "crew_member", language: "zh", must_change_password: false },
  organization: { path: "taiyuan/heat-one/crew-a/", name: "一班", name_en: "Crew A", kind: "crew" },
  area: null,
  permissions: ["sync", "inspections.submit"],
  server_time: "2026-09-21T00:00:00Z",
};

export async function emptyDatabase(): Promise<void> {
  await withDb(async (database) => {
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores, "readwrite");
    await Promise.all(stores.map((store) => transaction.objectStore(store).clear()));
    await transaction.done;
  });
}

export function item(key: string, changed: Partial<Item> = {}): Item {
  return {
    key,
    kind: "judgement",
    title: { zh: key, en: key },
    help: null,
    source: "test",
    required: true,
    photos: { close_up: "never", context: "never" },
    grade: "general",
    aspect: "quality",
    unit: null,
    limits: null,
    options: [],
    when: null,
    gate: null,
    guards: false,
    ...changed,
  };
}

export function checklist(items: Item[], changed: Partial<ChecklistVersion> = {}): ChecklistVersion {
  const document = { key: "heat_station", name: { zh: "站", en: "station" }, kinds: ["heat_station"], sections: [{ key: "s", title: { zh: "s", en: "s" }, confined: false, items }] };
  return { id: "version-1", key: "heat_station", number: 1, state: "published", document, ...changed };
}

export function site(id: string, changed: Partial<Site> = {}): Site {
  return { id, code: id, name: id, name_en: null, kind: "heat_station", organization: "x/", area: "", address: "", longitude: null, latitude: null, heated_area_m2: null, households: null, responsible: null, safety_owner: null, ...changed };
}

export function asset(id: string, changed: Partial<Asset> = {}): Asset {
  return {
    id,
    code: id,
    name: id,
    name_en: null,
    kind: "heat_station",
    site: "site-1",
    parent: null,
    organization: "x/",
    area: "",
    status: "in_service",
    heated_area_m2: null,
    households: null,
    responsible: null,
    safety_owner: null,
    in_service_on: null,
    fields: {},
    limits: {},
    ...changed,
  };
}

export const SEASON: Season = {
  id: "season",
  name: "2026–2027",
  starts_on: "2026-11-01",
  ends_on: "2027-03-31",
  preparation_starts_on: "2026-04-01",
  area: "",
  gates: { inspected: "2026-09-30" },
};

export function draft(id: string, changed: Partial<Draft> = {}): Draft {
  return {
    id,
    author: ALICE,
    visit: "visit",
    asset: "asset-1",
    asset_name: "3 号热力站",
    site: "site-1",
    household: null,
    household_name: null,
    checklist: checklist([item("pump")]),
    limits: {},
    answers: {},
    confirmed: {},
    label: null,
    position: null,
    started_at: "2026-09-21T08:00:00Z",
    updated_at: "2026-09-21T08:00:00Z",
    section: 0,
    replaces: null,
    corrects: null,
    ...changed,
  };
}

export function attachment(code: string, changed: Partial<NewOperation> = {}): NewOperation {
  return { operation: { type: "label.attach", payload: { code, asset: "asset-1" } }, author: ALICE, happened_at: "2026-09-21T08:00:00Z", subject: code, photos: [], ...changed };
}

export function taken(sha256: string, size = 10): TakenPhoto {
  return { photo: { sha256, type: "image/jpeg", size, taken_at: "2026-09-21T08:00:00Z", arrived: false, problem: null }, bytes: new Uint8Array(size).buffer };
}

export function hazard(id: string, changed: Partial<Hazard> = {}): Hazard {
  return {
    id,
    number: `YH-2026-${id}`,
    site: { id: "site-1", code: "S1", name: "S1" },
    asset: { id: "asset-1", code: "A1", name: "A1" },
    title: "轴封渗漏",
    title_en: "",
    description: "",
    grade: "general",
    status: "reported",
    version: 3,
    reporter: BOB,
    responsible: null,
    unit: { path: "taiyuan/heat-one/crew-a/", name: "一班", name_en: "Crew A" },
    organization: "taiyuan/heat-one/crew-a/",
    area: "",
    position: null,
    happened_at: "2026-11-20T08:00:00Z",
    code: null,
    described: null,
    weak_link: false,
    due_at: null,
    clocks: [],
    photos: [],
    rectified_by: null,
    rectified_crew: null,
    reworks: 0,
    sightings: 1,
    supervised: null,
    plan_needed: false,
    plan_complete: false,
    extension: null,
    rectify_due_at: null,
    closed_at: null,
    item: null,
    household: null,
    plan: null,
    steps: [],
    ...changed,
  };
}

export function queued(id: string, operation: Operation, changed: Partial<OutboxItem> = {}): OutboxItem {
  const kept = { id, seq: 1, author: ALICE, happened_at: "2026-11-21T07:59:00Z", subject: "轴封渗漏 · S1", photos: [], state: "waiting", tries: 0, last_try_at: null, next_try_at: 0, problem: null, received_at: null, replayed: false, settled_by: null };
  return { ...operation, ...kept, ...changed } as OutboxItem;
}

export function stepDraft(changed: Partial<StepDraft> = {}): StepDraft {
  const nothing = { text: "", percent: null, photos: [], label: null, position: null, corrects: null };
  const decided = { grade: "general" as const, weak_link: false, organization: "taiyuan/heat-one/crew-a/", responsible: ALICE.id };
  const asked = { plan: null, due_on: "", granted: null, extension: null, named: null };
  return { id: "step-1", author: ALICE, hazard: "h", step: "rectify", version: 3, ...nothing, ...decided, ...asked, updated_at: "2026-11-21T08:00:00Z", ...changed };
}

export function stepTaken(id: string, step: StepTaken["step"], photos: StepTaken["photos"] = []): StepTaken {
  return { id, step, actor: BOB, organization: "taiyuan/heat-one/crew-a/", happened_at: "2026-11-20T08:00:00Z", reason: "", note: "", photos, label: null, label_match: "none", position: null, detail: {} };
}
