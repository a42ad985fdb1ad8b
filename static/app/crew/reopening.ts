/** A returned record becomes a draft again, under a new id: the server may know the old one. */
import type { Hazard } from "../api";
import { nameOf } from "../i18n";
import { keepNewDraft } from "../store/drafts";
import { newId } from "../store/ids";
import { all, one } from "../store/mirror";
import { correctReport } from "../store/report";
import type { Draft, OutboxItem, StepDraft } from "../store/shapes";
import { replaceStep } from "../store/steps";
import { reopenAct } from "./complaints/reopening";
import { isComplaintItem } from "./complaints/standing";
import { stepOf } from "./hazards/effects";
import type { StepItem } from "./hazards/standing";
import { typedPlan } from "./hazards/stepping";
import { checklistFor } from "./work";

/** Where to go on; null when this phone no longer knows the asset or a checklist for it. */
export async function reopen(item: OutboxItem): Promise<string | null> {
  if (item.type === "inspection.submit") return reopenInspection(item);
  if (item.type === "hazard.report") return reopenReport(item);
  if (isComplaintItem(item)) return reopenAct(item);
  if (item.type === "label.attach" || item.type === "hazard.replace_photo") return null;
  return reopenStep(item);
}

/**
 * A picture that the server refused is taken again. What the server has received cannot be changed: an inspection is
 * corrected by a new one that replaces it. Null where there is no such way.
 */
export async function retake(item: OutboxItem, refusedPhotos: Set<string>): Promise<string | null> {
  if (item.type !== "inspection.submit") return null;
  const answers = item.payload.answers.map((answer) => ({ ...answer, photos: answer.photos.filter((photo) => !refusedPhotos.has(photo.sha256)) }));
  const replaces = item.state === "received" ? item.payload.id : item.payload.replaces;
  return reopenInspection({ ...item, payload: { ...item.payload, answers, replaces } });
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
  await keepNewDraft(draft);
  return `/app/inspect/${draft.id}`;
}

type ReportItem = Extract<OutboxItem, { type: "hazard.report" }>;

async function reopenReport(item: ReportItem): Promise<string> {
  const { site, asset, title, description, grade, photos, label, code = null, described = null } = item.payload;
  const place = item.subject.split(" · ").at(-1) ?? "";
  await correctReport({ id: newId(), author: item.author, place, site, asset, title, description, grade, photos, label, code, described, corrects: item.id });
  return "/app/report";
}

async function reopenStep(item: StepItem): Promise<string> {
  const step = stepOf(item);
  const { payload } = item;
  const hazard = await one("hazard", payload.hazard);
  await replaceStep({
    ...{ author: item.author, hazard: payload.hazard, step, corrects: item.id },
    ...decidedIn(item, hazard),
    id: newId(),
    version: hazard?.version ?? 0,
    text: "done" in payload ? payload.done : "reason" in payload ? payload.reason : "text" in payload ? payload.text : "note" in payload ? payload.note : "",
    photos: "photos" in payload ? payload.photos : [],
    label: "label" in payload ? payload.label : null,
    position: "position" in payload ? payload.position : null,
    updated_at: new Date().toISOString(),
  });
  return `/app/my/hazards/${payload.hazard}/${step}`;
}

type Decided = "percent" | "grade" | "weak_link" | "organization" | "responsible" | "plan" | "due_on" | "granted" | "extension" | "named";

/** What was chosen; an extension is decided as it waits now. */
function decidedIn({ type, payload, named }: StepItem, hazard: Hazard | null): Pick<StepDraft, Decided> {
  const confirmed = type === "hazard.confirm";
  return {
    percent: "percent" in payload ? payload.percent : null,
    grade: confirmed ? payload.grade : null,
    weak_link: confirmed && payload.weak_link,
    organization: confirmed ? payload.organization : null,
    responsible: confirmed ? payload.responsible : null,
    plan: type === "hazard.plan" && hazard ? typedPlan({ ...hazard, plan: payload }) : null,
    due_on: type === "hazard.ask_extension" ? payload.due_on : "",
    granted: type === "hazard.decide_extension" ? payload.granted : null,
    extension: hazard?.extension?.id ?? null,
    named: named ?? null,
  };
}
