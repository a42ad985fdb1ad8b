/** What a step of the queue makes of a hazard, until the server tells. Pure. */
import type { Hazard, Me, StepTaken } from "../../api";
import { STEPS, planGaps } from "../../rules/hazards";
import type { PhoneStep } from "../../store/shapes";
import type { StepItem } from "./standing";

export function after(hazard: Hazard, item: StepItem, person: Me): Hazard {
  const step = stepOf(item);
  const status = STEPS[step].to ?? hazard.status;
  const due_at = status === hazard.status ? hazard.due_at : null;
  const stays = { version: hazard.version + 1, status, due_at, clocks: due_at ? hazard.clocks : [], steps: [...hazard.steps, stepTaken(item, person)] };
  return { ...hazard, ...stays, ...changes(hazard, item, person) };
}

export function stepOf(item: StepItem): PhoneStep {
  return item.type.slice("hazard.".length) as PhoneStep;
}

function changes(hazard: Hazard, item: StepItem, person: Me): Partial<Hazard> {
  switch (item.type) {
    case "hazard.confirm":
      return { grade: item.payload.grade, weak_link: item.payload.weak_link };
    case "hazard.fix_on_the_spot":
    case "hazard.rectify":
      return { rectified_by: item.author, rectified_crew: person.organization.path, extension: null };
    case "hazard.plan":
      return planned(hazard, item);
    case "hazard.ask_extension":
      return { extension: { id: item.id, due_on: item.payload.due_on, asked_by: item.author, asked_organization: person.organization.path } };
    case "hazard.decide_extension":
      return { extension: null };
    case "hazard.supervise":
      return { supervised: { leader: item.named ?? { id: item.payload.leader, name: "" }, at: item.happened_at } };
    case "hazard.accept":
      return { closed_at: item.happened_at };
    case "hazard.reopen":
    case "hazard.send_back":
      return { rectified_by: null, rectified_crew: null, closed_at: null };
    default:
      return {};
  }
}

/** Who is named in the plan answers for the hazard from then on. */
function planned(hazard: Hazard, { payload, named }: Extract<StepItem, { type: "hazard.plan" }>): Partial<Hazard> {
  const { hazard: _hazard, version: _version, ...plan } = payload;
  const responsible = plan.responsibility && named?.id === plan.responsibility.person ? named : hazard.responsible;
  return { plan, plan_complete: planGaps(plan).length === 0, responsible };
}

function stepTaken(item: StepItem, person: Me): StepTaken {
  const { payload } = item;
  const said = "done" in payload ? payload.done : "text" in payload ? payload.text : "note" in payload ? payload.note : "";
  return {
    id: item.id,
    step: stepOf(item),
    actor: item.author,
    organization: person.organization.path,
    happened_at: item.happened_at,
    reason: "reason" in payload ? payload.reason : "",
    note: said,
    photos: "photos" in payload ? payload.photos : [],
    label: "label" in payload ? (payload.label?.code ?? null) : null,
    label_match: "none",
    position: "position" in payload ? payload.position : null,
    detail: detailOf(item),
  };
}

function detailOf(item: StepItem): StepTaken["detail"] {
  if (item.type === "hazard.progress") return { percent: item.payload.percent };
  if (item.type === "hazard.ask_extension") return { due_on: item.payload.due_on };
  if (item.type === "hazard.decide_extension") return { granted: item.payload.granted };
  if (item.type === "hazard.supervise" && item.named) return { leader: item.named };
  return item.type === "hazard.plan" ? { complete: planGaps(item.payload).length === 0 } : {};
}
