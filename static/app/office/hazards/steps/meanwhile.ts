/** What changed on a hazard between opening a form and sending it, beside what was typed. */
import { get } from "../../../api";
import { dueTime } from "../../../i18n/format";
import type { Difference } from "../../conflict";
import { organizationName } from "../../lookups";
import { listed, office, wordOf } from "../../words";
import { steps } from "../step_words";
import type { Step, Story } from "../types";
import { hazards } from "../words";

/** The fields of a step's form that are fields of the hazard too; each form has some of them. */
interface Typed {
  grade?: string;
  weak_link?: boolean;
  organization?: string;
  responsible?: string;
  code?: string;
}

interface Shown {
  name: string;
  of: (story: Story) => string;
  mine?: string | undefined;
}

export async function changedMeanwhile(before: Story, theirs: Story, values: object, codeName: (key: string) => string): Promise<Difference[]> {
  const mine = values as Typed;
  const person = mine.responsible === undefined ? undefined : await personName(mine.responsible, [before, theirs]);
  const rows = fields(mine, person, codeName).map(({ name, of, mine: typed }) => ({ name, before: of(before), theirs: of(theirs), mine: typed ?? null }));
  return [happened(before, theirs), ...rows.filter((row) => row.theirs !== row.before || (row.mine !== null && row.mine !== row.theirs))];
}

function fields(mine: Typed, person: string | undefined, codeName: (key: string) => string): Shown[] {
  const [w, s] = [hazards(), steps()];
  return [
    { name: w.status, of: (story) => wordOf(office().hazardStatus, story.status) },
    { name: w.grade, of: (story) => wordOf(office().grade, story.grade), mine: mine.grade && wordOf(office().grade, mine.grade) },
    { name: w.weakLink, of: (story) => yesNo(story.weak_link), mine: mine.weak_link === undefined ? undefined : yesNo(mine.weak_link) },
    { name: w.unit, of: (story) => organizationName(story.unit.path), mine: mine.organization && organizationName(mine.organization) },
    { name: w.responsible, of: (story) => story.responsible?.name ?? "", mine: person },
    { name: w.code, of: (story) => (story.code ? codeName(story.code) : ""), mine: mine.code === undefined ? undefined : mine.code && codeName(mine.code) },
    { name: w.due, of: dueOf },
    { name: w.supervised, of: (story) => story.supervised?.leader.name ?? "" },
    { name: w.planMissing, of: (story) => (story.plan ? (story.plan_complete ? s.planWhole : `${w.planGaps} ${listed(story.plan_gaps.map((part) => wordOf(w.planParts, part)))}`) : "") },
    { name: w.extensions, of: (story) => (story.extension ? w.extensionTo(story.extension.due_on) : "") },
  ];
}

/** The steps that others have taken since. */
function happened(before: Story, theirs: Story): Difference {
  const known = new Set(before.steps.map((step) => step.id));
  const since = theirs.steps.filter((step) => !known.has(step.id)).map(stepWords);
  return { name: hazards().story, before: "", theirs: since.join("\n"), mine: null };
}

const stepWords = (step: Step): string => [wordOf(steps().done, step.step), step.actor.name, step.reason || step.note].filter(Boolean).join(" · ");
const yesNo = (on: boolean): string => (on ? hazards().yes : hazards().no);

function dueOf(story: Story): string {
  const clock = story.clocks.find((one) => one.name === "rectify");
  return clock ? dueTime(clock.due_at) : "";
}

/** Who was chosen in the form; known from the hazard, or asked for. */
async function personName(id: string, stories: readonly Story[]): Promise<string> {
  const known = stories.find((story) => story.responsible?.id === id)?.responsible;
  if (known || !id) return known?.name ?? "";
  return get<{ name: string }>(`/api/users/${id}`).then(
    (person) => person.name,
    () => id,
  );
}
