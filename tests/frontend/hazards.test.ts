/** The life of a hazard on the phone against the vectors that the server answers to as well. */
import {
  type Facts,
  type Plan,
  type Point,
  type Step,
  type Stepper,
  allowed,
  distanceM,
  joins,
  laterDue,
  planGaps,
  refusal,
  slackS,
} from "../../static/app/rules/hazards";
import type { Grade, Item } from "../../static/app/api/types";
import { titleOf } from "../../static/app/crew/raised";
import type { Failing, Limits } from "../../static/app/rules/checklists";
import { equal, it } from "./runner";

interface Vectors {
  people: Record<string, Stepper>;
  hazards: Record<string, Facts>;
  refusals: { name: string; hazard: string; step: Step; person: string; expect: string | null }[];
  allowed: { name: string; hazard: string; person: string; expect: Step[] }[];
  plan_gaps: { name: string; plan: Plan | null; expect: string[] }[];
  distances: { name: string; one: Point; other: Point; expect: number }[];
  slack: { name: string; remaining_s: number; distance_m: number | null; expect: number }[];
  later_due: { name: string; present: string | null; due_on: string; today: string; expect: boolean }[];
  joins: { name: string; grade: Grade; open: Grade; expect: boolean }[];
  titles: { name: string; item: Item; reason: Failing["reason"]; value: Failing["value"]; limits: Limits; expect: [string, string] }[];
}

declare const HAZARD_VECTORS: Vectors;

const { people, hazards } = HAZARD_VECTORS;

for (const { name, hazard, step, person, expect } of HAZARD_VECTORS.refusals) {
  it(`hazards: ${name}`, () => equal(refusal(hazards[hazard]!, step, people[person]!), expect));
}

for (const { name, hazard, person, expect } of HAZARD_VECTORS.allowed) {
  it(`hazards: allowed: ${name}`, () => equal(allowed(hazards[hazard]!, people[person]!), expect));
}

for (const { name, plan, expect } of HAZARD_VECTORS.plan_gaps) {
  it(`hazards: plan: ${name}`, () => equal(planGaps(plan), expect));
}

for (const { name, one, other, expect } of HAZARD_VECTORS.distances) {
  it(`hazards: distance: ${name}`, () => equal(Math.abs(distanceM(one, other) - expect) < 0.01, true));
}

for (const { name, remaining_s, distance_m, expect } of HAZARD_VECTORS.slack) {
  it(`hazards: slack: ${name}`, () => equal(slackS(remaining_s, distance_m), expect));
}

for (const { name, present, due_on, today, expect } of HAZARD_VECTORS.later_due) {
  it(`hazards: later: ${name}`, () => equal(laterDue(due_on, present, today), expect));
}

for (const { name, grade, open, expect } of HAZARD_VECTORS.joins) {
  it(`hazards: joins: ${name}`, () => equal(joins(grade, open), expect));
}

for (const { name, item, reason, value, limits, expect } of HAZARD_VECTORS.titles) {
  it(`hazards: title: ${name}`, () => {
    const { zh, en } = titleOf(item, { item: item.key, grade: "general", reason, value }, limits);
    equal([zh, en], expect);
  });
}
