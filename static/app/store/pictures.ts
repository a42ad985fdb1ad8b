/** Pictures that others took, fetched ahead for where there is no signal. Only what the server can give again. */
import { save, withDb } from "./db";
import { photoBytes } from "./photos";

export async function keptPictures(): Promise<Set<string>> {
  return new Set(await withDb((database) => database.getAllKeys("picture")));
}

export async function keepPicture(sha256: string, bytes: ArrayBuffer): Promise<void> {
  await save(["picture"], (transaction) => transaction.objectStore("picture").put(bytes, sha256));
}

export async function dropPictures(unwanted: string[]): Promise<void> {
  await save(["picture"], async (transaction) => {
    await Promise.all(unwanted.map((sha256) => transaction.objectStore("picture").delete(sha256)));
  });
}

/** Taken on this phone or fetched ahead; null when it is not here. */
export async function pictureHere(sha256: string): Promise<Blob | null> {
  const bytes = (await photoBytes(sha256)) ?? (await withDb((database) => database.get("picture", sha256)));
  return bytes ? new Blob([bytes]) : null;
}
