/** What a person decides in a step: grade and responsible person of a hazard, how far its repair is. */
import type { Grade, Site } from "../../api";
import { crew } from "../../i18n/crew";
import { all } from "../../store/mirror";
import { Segment, Select } from "../../ui/field";
import { GradeSegment } from "../grade_segment";
import { useMirror } from "../knowledge";
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
  const people = useMirror(async () => candidates(await all("site")));
  const chosen = organization && responsible ? `${organization}|${responsible}` : "";
  const { hazard } = stepping;
  const own = hazard.responsible ? [{ value: `${hazard.unit.path}|${hazard.responsible.id}`, name: hazard.responsible.name }] : [];
  const others = (people ?? []).filter((person) => person.value !== own[0]?.value);
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
        <Select label={w.responsible} value={chosen} onChange={choose} options={[...own, ...others]} blank={chosen ? undefined : crew().check.none} error={responsibleError} />
      </div>
    </>
  );
}

/** Whoever answers for a site that this phone knows may be made responsible here; anybody else with signal, in the office. */
function candidates(sites: Site[]): { value: string; name: string }[] {
  const found = new Map<string, string>();
  for (const { organization, responsible } of sites) if (responsible) found.set(`${organization}|${responsible.id}`, responsible.name);
  return [...found].map(([value, name]) => ({ value, name })).sort((a, b) => a.name.localeCompare(b.name, "zh"));
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
