/** The hazard report being written: there is one at a time on a phone. */
import { tell } from "./changes";
import { save } from "./db";
import { type Change, changed, putPictures, still } from "./kept";
import { read } from "./meta";
import type { TakenPhoto } from "./photos";
import type { ReportDraft } from "./shapes";

export const keptReport = (): Promise<ReportDraft | undefined> => read("report");

/** The change and the pictures just taken, over what another tab has begun, or else over the fresh report. */
export function beginReport(fresh: ReportDraft, change: Change<ReportDraft>, taken: TakenPhoto[] = []): Promise<ReportDraft> {
  return write((kept) => kept ?? fresh, change, taken);
}

/** DraftGone when this report is not the one that is kept any more. */
export function changeReport(id: string, change: Change<ReportDraft>, taken: TakenPhoto[] = []): Promise<ReportDraft> {
  return write((kept) => still(kept?.id === id ? kept : undefined), change, taken);
}

async function write(pick: (kept: ReportDraft | undefined) => ReportDraft, change: Change<ReportDraft>, taken: TakenPhoto[]): Promise<ReportDraft> {
  const report = await save(["meta", "photo", "photo_bytes"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const made = changed(pick((await meta.get("report")) as ReportDraft | undefined), change);
    await putPictures(transaction, taken);
    await meta.put(made, "report");
    return made;
  });
  tell("queue");
  return report;
}
