/** Who shall act: whoever is on duty, another unit, or a person by name; and "not mine". */
import { type Person, query } from "../../../api";
import { Select, TextArea, TextField } from "../../../ui/field";
import { useLoad } from "../../../ui/load";
import { type Form, demand, inputId } from "../../form";
import { organizations, treeOptions } from "../../lookups";
import { stepWords } from "../step_words";
import type { Story } from "../types";
import { type StepFormProps, StepSheet } from "./form";

interface Aim {
  organization: string;
  officer: string;
}

const named = ({ organization, officer }: Aim): Record<string, unknown> => ({ organization: organization || null, officer: officer || null });

interface Duty {
  line: { person: Person; vacant: boolean }[];
}

interface AimFieldsProps extends Pick<Form<Aim>, "values" | "change" | "errorAt"> {
  story: Story;
}

/** Who may be named: those on duty there and the next in line. */
function AimFields({ story, values, change, errorAt }: AimFieldsProps) {
  const w = stepWords();
  const duty = useLoad<Duty>(query("/api/duty/now", { organization: values.organization || story.organization, area: story.area })).value;
  const line = new Map((duty?.line ?? []).map(({ person }) => [person.id, person.name]));
  return (
    <div class="form-grid">
      <Select label={w.organization} id={inputId("/organization")} value={values.organization} blank={w.ownUnit} options={treeOptions(organizations.value)} onChange={(organization) => change({ organization, officer: "" })} error={errorAt("/organization")} />
      <Select label={w.officer} id={inputId("/officer")} value={values.officer} blank={w.byRoster} options={[...line].map(([value, name]) => ({ value, name }))} onChange={(officer) => change({ officer })} error={errorAt("/officer")} />
    </div>
  );
}

export function DispatchForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { organization: "", officer: "", note: "" };
  return (
    <StepSheet {...props} step="dispatch" initial={initial} bodyOf={(values) => ({ ...named(values), note: values.note })}>
      {(form) => (
        <>
          <AimFields story={props.story} values={form.values} change={form.change} errorAt={form.errorAt} />
          <TextField optional label={w.note} id={inputId("/note")} value={form.values.note} onInput={(note) => form.set("note", note)} error={form.errorAt("/note")} />
        </>
      )}
    </StepSheet>
  );
}

export function RerouteForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { organization: "", officer: "", reason: "" };
  const bodyOf = (values: typeof initial): Record<string, unknown> => {
    demand([["/reason", w.reason, values.reason]]);
    return { ...named(values), reason: values.reason };
  };
  return (
    <StepSheet {...props} step="reroute" initial={initial} bodyOf={bodyOf}>
      {(form) => (
        <>
          <AimFields story={props.story} values={form.values} change={form.change} errorAt={form.errorAt} />
          <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={form.values.reason} onInput={(reason) => form.set("reason", reason)} error={form.errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}

export function ReturnForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { organization: "", reason: "" };
  const bodyOf = ({ organization, reason }: typeof initial): Record<string, unknown> => {
    demand([["/reason", w.reason, reason]]);
    return { reason, organization: organization || null };
  };
  return (
    <StepSheet {...props} danger step="return" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(reason) => set("reason", reason)} error={errorAt("/reason")} />
          <Select optional label={w.organization} id={inputId("/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(organization) => set("organization", organization)} error={errorAt("/organization")} />
        </>
      )}
    </StepSheet>
  );
}
