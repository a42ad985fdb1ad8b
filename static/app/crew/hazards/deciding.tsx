/** What a person decides in a step: grade and responsible person of a hazard, how far its repair is. */
import type { Grade } from "../../api";
import { steps } from "../../office/hazards/step_words";
import { Segment, Select } from "../../ui/field";
import { GradeSegment } from "../grade_segment";
import { useMirror } from "../knowledge";
import { candidatesFor, optionsOf, valueOf } from "./people";
import type { Stepping } from "./stepping";
import { phoneHazards } from "./words";

interface ConfirmFieldsProps {
  stepping: Stepping;
  gradeError: string | undefined;
  responsibleError: string | undefined;
}

export function ConfirmFields({ stepping, gradeError, responsibleError }: ConfirmFieldsProps) {
  const w = phoneHazards();
  const { grade, weak_link, organization, responsible } = stepping.draft.value;
  const people = useMirror(() => candidatesFor(stepping.hazard));
  const chosen = organization && responsible ? valueOf(organization, responsible) : "";
  const choose = (value: string): void => {
    const [path = "", id = ""] = value.split("|");
    stepping.change({ organization: path || null, responsible: id || null });
  };
  return (
    <>
      <div id="step-grade">
        <GradeSegment value={grade ?? ""} error={gradeError} onChange={(value) => stepping.change({ grade: value as Grade })} />
      </div>
      <label class="choice">
        <input type="checkbox" checked={weak_link} onChange={(event) => stepping.change({ weak_link: event.currentTarget.checked })} />
        <span>{w.weakLinkChoice}<span class="muted"> · {w.weakLinkHint}</span></span>
      </label>
      <div id="step-responsible">
        <Select label={w.responsible} value={chosen} onChange={choose} options={optionsOf(people ?? [])} blank={chosen ? undefined : steps().choose} error={responsibleError} />
      </div>
    </>
  );
}

const PERCENTS = [0, 25, 50, 75, 100];

export function Percent({ stepping, error }: { stepping: Stepping; error: string | undefined }) {
  const w = phoneHazards();
  const { percent } = stepping.draft.value;
  return (
    <div id="step-percent" class="stack-tight">
      {error && <p class="error">{error}</p>}
      <Segment label={w.percent} value={percent === null ? "" : String(percent)} onChange={(value) => stepping.change({ percent: Number(value) })} options={PERCENTS.map((each) => ({ value: String(each), name: `${each}%` }))} />
    </div>
  );
}
