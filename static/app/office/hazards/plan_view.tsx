/** The five implementations 五落实, each there or missing. */
import type { Person } from "../../api";
import { date, number } from "../../i18n/format";
import { Icon } from "../../ui/icon";
import { useLoad } from "../../ui/load";
import { Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { listed, wordOf } from "../words";
import { organizationTrail } from "../lookups";
import type { Plan, Story } from "./types";
import { hazards } from "./words";

const PARTS = ["responsibility", "time_limit", "measures", "funds", "contingency"] as const;
type Part = (typeof PARTS)[number];

export function PlanView({ story }: { story: Story }) {
  const w = hazards();
  const missing = story.plan_gaps;
  const aside = story.plan_complete ? <Status status="ok">{w.planComplete}</Status> : <Status status="warn">{`${w.planGaps} ${listed(missing.map((part) => wordOf(w.planParts, part)))}`}</Status>;
  return (
    <Section title={w.plan} aside={story.plan ? aside : undefined}>
      {story.plan === null ? (
        <p class="muted">{w.noPlan}</p>
      ) : (
        <ol class="plain plan">
          {PARTS.map((part) => (
            <li key={part} class={missing.includes(part) ? "missing" : ""}>
              <Icon name={missing.includes(part) ? "off" : "ok"} />
              <h3>{w.planParts[part]}</h3>
              <div>
                <PartText part={part} plan={story.plan!} responsible={story.responsible} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function PartText({ part, plan, responsible }: { part: Part; plan: Plan; responsible: Person | null }) {
  switch (part) {
    case "responsibility":
      return plan.responsibility ? <Responsibility of={plan.responsibility} known={responsible} /> : <>—</>;
    case "time_limit":
      return <>{plan.time_limit_on ? date(plan.time_limit_on) : "—"}</>;
    case "funds":
      return <>{plan.funds ? `${hazards().money(number(plan.funds.amount_cny))} · ${plan.funds.source}` : "—"}</>;
    default:
      return <p class="prose">{plan[part] || "—"}</p>;
  }
}

function Responsibility({ of, known }: { of: NonNullable<Plan["responsibility"]>; known: Person | null }) {
  const same = known?.id === of.person;
  const person = useLoad<{ name: string }>(same ? null : `/api/users/${of.person}`);
  return <>{[organizationTrail(of.organization), same ? known.name : person.value?.name].filter(Boolean).join(" · ")}</>;
}
