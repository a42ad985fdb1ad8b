/** Single values: who, which device, clock, cursor. */
import { save, withDb } from "./db";
import type { Meta } from "./shapes";

export async function read<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
  return withDb((database) => database.get("meta", key) as Promise<Meta[K] | undefined>);
}

export async function write<K extends keyof Meta>(key: K, value: Meta[K]): Promise<void> {
  await save(["meta"], (transaction) => transaction.objectStore("meta").put(value, key));
}

export async function forget(key: keyof Meta): Promise<void> {
  await save(["meta"], (transaction) => transaction.objectStore("meta").delete(key));
}
