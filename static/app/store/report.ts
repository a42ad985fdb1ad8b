/** The hazard report being written. What was being written when a refused one is taken up is set aside, and comes back. */
import { tell } from "./changes";
import { save, withDb } from "./db";
import { type Change, changed, putPictures, still } from "./kept";
import { read } from "./meta";
import type { TakenPhoto } from "./photos";
import type { ReportDraft } from "./shapes";

/** The store of single values, within a transaction. */
export interface Values {
  get(key: string): Promise<unknown>;
  put(value: unknown, key: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export const keptReport = (): Promise<ReportDraft | undefined> => read("report");

/** Also one that is set aside. */
export async function reportBy(id: string): Promise<ReportDraft | undefined> {
  return withDb(async (database) => (await allReports(database.transaction("meta").store as Pick<Values, "get">)).find((report) => report.id === id));
}

/** The one being written comes first. */
export async function allReports(meta: Pick<Values, "get">): Promise<ReportDraft[]> {
  const [first, aside] = (await Promise.all([meta.get("report"), meta.get("reports_aside")])) as [ReportDraft?, ReportDraft[]?];
  return [...(first ? [first] : []), ...(aside ?? [])];
}

async function keepAll(meta: Values, [first, ...aside]: ReportDraft[]): Promise<void> {
  await (first ? meta.put(first, "report") : meta.delete("report"));
  await (aside.length > 0 ? meta.put(aside, "reports_aside") : meta.delete("reports_aside"));
}

/** Within the transaction that hands it over; DraftGone when it has been before. */
export async function takeReport(meta: Values, id: string): Promise<ReportDraft> {
  const reports = await allReports(meta);
  const report = still(reports.find((each) => each.id === id));
  await keepAll(meta, reports.filter((each) => each !== report));
  return report;
}

/** The change and the pictures just taken, over what another tab has begun, or else over the fresh report. */
export function beginReport(fresh: ReportDraft, change: Change<ReportDraft>, taken: TakenPhoto[] = []): Promise<ReportDraft> {
  return write((reports) => reports[0] ?? fresh, change, taken);
}

/** DraftGone when there is no such report any more. */
export function changeReport(id: string, change: Change<ReportDraft>, taken: TakenPhoto[] = []): Promise<ReportDraft> {
  return write((reports) => still(reports.find((report) => report.id === id)), change, taken);
}

/** To be gone on with now: the correction of a refused one, or what there is of that correction already. */
export async function correctReport(correction: ReportDraft): Promise<void> {
  await save(["meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const reports = await allReports(meta);
    const begun = reports.find((report) => report.corrects === correction.corrects);
    await keepAll(meta, [begun ?? correction, ...reports.filter((report) => report !== begun)]);
  });
  tell("queue");
}

async function write(pick: (reports: ReportDraft[]) => ReportDraft, change: Change<ReportDraft>, taken: TakenPhoto[]): Promise<ReportDraft> {
  const report = await save(["meta", "photo", "photo_bytes"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const reports = await allReports(meta);
    const picked = pick(reports);
    const made = changed(picked, change);
    await putPictures(transaction, taken);
    await keepAll(meta, reports.includes(picked) ? reports.map((each) => (each === picked ? made : each)) : [made, ...reports]);
    return made;
  });
  tell("queue");
  return report;
}
