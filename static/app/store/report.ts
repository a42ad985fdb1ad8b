/** The hazard report being written, with the pictures just taken for it. */
import { save } from "./db";
import type { TakenPhoto } from "./photos";
import type { ReportDraft } from "./shapes";

export async function saveReport(report: ReportDraft, taken: TakenPhoto[]): Promise<void> {
  await save(["meta", "photo", "photo_bytes"], async (transaction) => {
    for (const { photo, bytes } of taken) {
      await transaction.objectStore("photo").put(photo);
      await transaction.objectStore("photo_bytes").put(bytes, photo.sha256);
    }
    await transaction.objectStore("meta").put(report, "report");
  });
}
