/** How grave: four choices with a picture, the word and what it means. */
import { crew } from "../i18n/crew";
import { GradeBars } from "../ui/grade";

const GRADES = ["minor", "general", "larger", "major"] as const;

interface GradeSegmentProps {
  value: string;
  error?: string | undefined;
  onChange: (grade: (typeof GRADES)[number]) => void;
}

export function GradeSegment({ value, error, onChange }: GradeSegmentProps) {
  const w = crew().report;
  return (
    <fieldset class="field-row">
      <legend>{w.grade}</legend>
      {error && <p class="error">{error}</p>}
      <div class="segment grades">
        {GRADES.map((grade) => (
          <label key={grade} class={value === grade ? "on" : ""}>
            <input type="radio" name="grade" value={grade} checked={value === grade} onChange={() => onChange(grade)} />
            <GradeBars of={grade} />
            <span>
              {crew().check.grades[grade]}
              <small>{w.gradeHints[grade]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
