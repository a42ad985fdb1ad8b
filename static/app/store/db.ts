/** The phone's database. Upgrades only ever add: an old app and its queue must survive a new one. */
import { type DBSchema, type IDBPDatabase, type StoreNames, openDB } from "idb";
import type { ActDraft } from "./complaint_shapes";
import type { Draft, MirrorRow, MirrorStanding, OutboxItem, StepDraft, StoredPhoto } from "./shapes";

export interface Schema extends DBSchema {
  draft: { key: string; value: Draft };
  outbox: { key: string; value: OutboxItem };
  photo: { key: string; value: StoredPhoto };
  /** Beside `photo`, so that lists of photos do not load megabytes. ArrayBuffer: WebKit loses Blobs. */
  photo_bytes: { key: string; value: ArrayBuffer };
  mirror: {
    key: [number, string, string];
    value: MirrorRow;
    indexes: Record<MirrorIndex, [number, string, string]>;
  };
  meta: { key: string; value: unknown };
  /** Steps of hazards and complaints that are being filled in. */
  step: { key: string; value: StepDraft | ActDraft };
  /** Pictures of others, fetched ahead for where there is no signal; by hash. */
  picture: { key: string; value: ArrayBuffer };
}

export const MIRROR_INDEXES = ["site", "asset", "building", "code", "short_code"] as const;
export type MirrorIndex = (typeof MIRROR_INDEXES)[number];

type Database = IDBPDatabase<Schema>;

let opened: Promise<Database> | null = null;

function open(): Promise<Database> {
  opened ??= openDB<Schema>("heating", 4, {
    async upgrade(database, before, _now, transaction) {
      if (before < 1) found(database);
      if (before < 2) {
        database.createObjectStore("step", { keyPath: "id" });
        database.createObjectStore("picture");
      }
      if (before > 0) await fillAfresh(transaction.objectStore("meta"));
    },
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated() {
      opened = null;
    },
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

function found(database: Database): void {
  database.createObjectStore("draft", { keyPath: "id" });
  database.createObjectStore("outbox", { keyPath: "id" });
  database.createObjectStore("photo", { keyPath: "sha256" });
  database.createObjectStore("photo_bytes");
  const mirror = database.createObjectStore("mirror", { keyPath: ["generation", "kind", "id"] });
  for (const index of MIRROR_INDEXES) mirror.createIndex(index, ["generation", "kind", index]);
  database.createObjectStore("meta");
}

interface Upgraded {
  get(key: string): Promise<unknown>;
  put(value: unknown, key: string): Promise<unknown>;
}

/** Rows pulled by an older app lack what newer screens read: all of them are pulled again, beside those that are shown. */
async function fillAfresh(meta: Upgraded): Promise<void> {
  const standing = (await meta.get("mirror")) as MirrorStanding | undefined;
  if (standing) await meta.put({ ...standing, filling: standing.filling + 1, cursor: null }, "mirror");
}

/** Use the database; browsers close it behind our back (iOS in the background), then open it again and try once more. */
export async function withDb<T>(act: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await act(await open());
  } catch (error) {
    if (!/InvalidStateError|UnknownError|closing|connection/i.test(String(error))) throw error;
    opened = null;
    return act(await open());
  }
}

type Transaction<S extends StoreNames<Schema>[]> = ReturnType<typeof transactionOf<S>>;

function transactionOf<S extends StoreNames<Schema>[]>(database: Database, stores: S) {
  return database.transaction(stores, "readwrite", { durability: "strict" });
}

/**
 * One durable save. Inside `act` await nothing but this transaction's own requests: any other promise lets it commit
 * early. Resolves when the bytes are on disk, rejects when nothing was written.
 */
export async function save<S extends StoreNames<Schema>[], T>(stores: S, act: (transaction: Transaction<S>) => Promise<T> | T): Promise<T> {
  return withDb(async (database) => {
    const transaction = transactionOf(database, stores);
    try {
      const result = await act(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      transaction.done.catch(() => undefined);
      try {
        transaction.abort();
      } catch {
        // It has ended already; the first error is the one to tell.
      }
      throw error;
    }
  });
}

/** The phone's disk is full. */
export function isFull(error: unknown): boolean {
  return /Quota|NS_ERROR_DOM_INDEXEDDB_QUOTA/i.test(String(error));
}
