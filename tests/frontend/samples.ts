/** Rows and records for the tests, and an empty database for each. */
import type { Asset, ChecklistVersion, Item, Me, Season, Site } from "../../static/app/api/types";
import { withDb } from "../../static/app/store/db";
import type { NewOperation } from "../../static/app/store/outbox";
import type { TakenPhoto } from "../../static/app/store/photos";
import type { Draft } from "../../static/app/store/shapes";

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
