/** A returned record becomes a draft again, under a new id: the server may know the old one. */
import { nameOf } from "../i18n";
import { saveDraft } from "../store/drafts";
import { newId } from "../store/ids";
import { write } from "../store/meta";
import { all, one } from "../store/mirror";
import { giveUp } from "../store/outbox";
import type { Draft, OutboxItem } from "../store/shapes";
import { checklistFor } from "./work";

/** Where to go on; null when this phone no longer knows the asset or a checklist for it. */
export async function reopen(item: OutboxItem): Promise<string | null> {
  if (item.type === "inspection.submit") return reopenInspection(item);
  if (item.type === "hazard.report") return reopenReport(item);
  return null;
}

type InspectionItem = Extract<OutboxItem, { type: "inspection.submit" }>;

async function reopenInspection(item: InspectionItem): Promise<string | null> {
  const { payload } = item;
  const asset = await one("asset", payload.asset);
  const checklists = await all("checklist");
  const kind = asset && (await one("kind", asset.kind));
  const same = checklists.find((version) => version.id === payload.checklist_version);
  const checklist = same ?? (asset && checklistFor(kind ?? asset.kind, checklists, payload.household !== null));
  if (!asset || !checklist) return null;
  const { visit, household, label, position, started_at, replaces } = payload;
  const draft: Draft = {
    ...{ visit, household, label, position, started_at, replaces, checklist },
    id: newId(),
    author: item.author,
    asset: asset.id,
    asset_name: nameOf(asset),
    site: asset.site,
    household_name: item.subject.split(" · ")[1] ?? null,
    limits: asset.limits ?? {},
    answers: Object.fromEntries(payload.answers.map((answer) => [answer.item, answer])),
    confirmed: Object.fromEntries(payload.answers.flatMap(({ item: key, value }) => (typeof value === "number" ? [[key, value]] : []))),
    updated_at: new Date().toISOString(),
    section: 0,
    corrects: item.id,
  };
  await saveDraft(draft);
  return `/app/inspect/${draft.id}`;
}

type ReportItem = Extract<OutboxItem, { type: "hazard.report" }>;

async function reopenReport(item: ReportItem): Promise<string> {
  const { site, asset, title, description, grade, photos, label } = item.payload;
  await write("report", { id: newId(), author: item.author, place: item.subject.split(" · ")[1] ?? "", site, asset, title, description, grade, photos, label });
  await giveUp(item.id);
  return "/app/report";
}
