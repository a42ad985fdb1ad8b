/** The server's rows on this phone: read by screens, written only by sync/pull. */
import type { Asset, AssetKind, AssetState, ChecklistVersion, HandbookEntry, Hazard, Household, Label, Leader, OnDuty, PhoneComplaint, Season, Site } from "../api";
import { MIRROR_INDEXES, type MirrorIndex, save, withDb } from "./db";
import { read } from "./meta";
import type { MirrorKind, MirrorRow, MirrorStanding } from "./shapes";

interface Rows {
  asset: Asset;
  site: Site;
  label: Label;
  checklist: ChecklistVersion;
  kind: AssetKind;
  season: Season;
  hazard: Hazard;
  asset_state: AssetState;
  leader: Leader;
  household: Household;
  hazard_code: HandbookEntry;
  complaint: PhoneComplaint;
  on_duty: OnDuty;
}

const LAST = "\uffff";

async function generation(): Promise<number | null> {
  return (await read("mirror"))?.generation ?? null;
}

export async function one<K extends MirrorKind>(kind: K, id: string): Promise<Rows[K] | null> {
  const shown = await generation();
  if (shown === null) return null;
  const found = await withDb((database) => database.get("mirror", [shown, kind, id]));
  return (found?.row as Rows[K] | undefined) ?? null;
}

export async function all<K extends MirrorKind>(kind: K): Promise<Rows[K][]> {
  const shown = await generation();
  if (shown === null) return [];
  const range = IDBKeyRange.bound([shown, kind, ""], [shown, kind, LAST]);
  return (await withDb((database) => database.getAll("mirror", range))).map((found) => found.row as Rows[K]);
}

export async function by<K extends MirrorKind>(index: MirrorIndex, kind: K, value: string): Promise<Rows[K][]> {
  const shown = await generation();
  if (shown === null) return [];
  const found = await withDb((database) => database.getAllFromIndex("mirror", index, [shown, kind, value]));
  return found.map((row) => row.row as Rows[K]);
}

/** Rows read for one screen that the pull does not bring; they leave with their generation. */
export async function keepRows(kind: "household", rows: Rows["household"][]): Promise<void> {
  const shown = await generation();
  if (shown === null) return;
  await save(["mirror"], async (transaction) => {
    const mirror = transaction.objectStore("mirror");
    await Promise.all(rows.map((row) => mirror.put(stored(shown, { kind, id: row.id }, { ...row }))));
  });
}

export interface PulledChange {
  kind: string;
  id: string;
  row: Record<string, unknown> | null;
}

export function standingFor(user: string, kept: MirrorStanding | undefined): MirrorStanding {
  if (kept?.user === user) return kept;
  return { user, generation: null, filling: (kept?.filling ?? 0) + 1, cursor: null, pulled_at: null };
}

/** One page of changes, the cursor and, when it was the last page, the swap: all or nothing. */
export async function applyPage(standing: MirrorStanding, changes: PulledChange[]): Promise<void> {
  await save(["mirror", "meta"], async (transaction) => {
    const mirror = transaction.objectStore("mirror");
    await Promise.all(
      changes.map((change) =>
        change.row === null
          ? mirror.delete([standing.filling, change.kind, change.id])
          : mirror.put(stored(standing.filling, change, change.row)),
      ),
    );
    await transaction.objectStore("meta").put(standing, "mirror");
  });
}

function stored(filling: number, { kind, id }: Pick<PulledChange, "kind" | "id">, row: Record<string, unknown>): MirrorRow {
  const made: MirrorRow = { generation: filling, kind, id, row };
  for (const index of MIRROR_INDEXES) {
    const value = idOf(row[index]);
    if (value !== null) made[index] = value;
  }
  return made;
}

/** Rows name others by their id, or by an object that has it. */
function idOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  const { id } = (value ?? {}) as { id?: unknown };
  return typeof id === "string" ? id : null;
}

/** Begin a new generation beside the one that is shown. */
export async function startAfresh(standing: MirrorStanding): Promise<MirrorStanding> {
  const fresh = { ...standing, filling: standing.filling + 1, cursor: null };
  await applyPage(fresh, []);
  return fresh;
}

/** Throw away every generation but the ones in use. */
export async function dropOldGenerations(standing: MirrorStanding): Promise<void> {
  const oldest = Math.min(standing.generation ?? standing.filling, standing.filling);
  await save(["mirror"], (transaction) => transaction.objectStore("mirror").delete(IDBKeyRange.upperBound([oldest, ""], true)));
}

export async function emptyMirror(): Promise<void> {
  await save(["mirror", "picture", "meta"], async (transaction) => {
    await transaction.objectStore("mirror").clear();
    await transaction.objectStore("picture").clear();
    for (const key of ["mirror", "inbox", "unread"]) await transaction.objectStore("meta").delete(key);
  });
}
