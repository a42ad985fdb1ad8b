/** The steps of one ladder: whom, and how long after the step before. */
import { put } from "../../api";
import { inLanguage } from "../../i18n";
import { TextField } from "../../ui/field";
import { inputId, numberOrNull, textOf, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { RowList } from "../row_list";
import { TickGroup } from "./tick_group";
import { type Ladder, type LadderStep, ROLES, type Role } from "./types";
import { settings } from "./words";

interface EditedStep {
  roles: Role[];
  delay: string;
}

export function LadderForm({ ladder, onClose }: { ladder: Ladder; onClose: () => void }) {
  const w = settings();
  const form = useForm({
    warn_before: textOf(ladder.warn_before_minutes),
    warn: ladder.warn,
    steps: ladder.steps.map((step): EditedStep => ({ roles: step.roles, delay: String(step.delay_minutes) })),
  });
  const { values, set, errorAt } = form;
  const options = ROLES.map((value) => ({ value, name: w.roles[value] }));
  const save = async (): Promise<void> => {
    const steps = values.steps.map((step): LadderStep => ({ roles: step.roles, delay_minutes: Number(step.delay) || 0 }));
    await put(`/api/escalation-ladders/${ladder.key}`, { name: ladder.name, warn_before_minutes: numberOrNull(values.warn_before), warn: values.warn, steps, version: ladder.version });
    onClose();
  };
  return (
    <FormDialog wide title={inLanguage(ladder.name)} action={w.save} form={form} onSave={save} onClose={onClose}>
      <h3>{w.warn}</h3>
      <TextField optional inputMode="numeric" unit={w.minutes} label={w.warnBefore} id={inputId("/warn_before_minutes")} value={values.warn_before} onInput={(text) => set("warn_before", text)} error={errorAt("/warn_before_minutes")} />
      <TickGroup label={w.warnWho} values={values.warn} options={options} onChange={(roles) => set("warn", roles as Role[])} />
      <h3>{w.steps}</h3>
      <RowList name={(_, i) => w.step(i + 1)} rows={values.steps} onChange={(steps) => set("steps", steps)} add={w.addStep} blank={() => ({ roles: [], delay: "60" })}>
        {(step, change, i) => (
          <>
            <TickGroup label={w.who} values={step.roles} options={options} onChange={(roles) => change({ roles: roles as Role[] })} />
            <TextField inputMode="numeric" unit={w.minutes} label={w.delay} hint={w.delayHint} id={inputId(`/steps/${i}/delay_minutes`)} value={step.delay} onInput={(delay) => change({ delay })} error={errorAt(`/steps/${i}/delay_minutes`)} />
          </>
        )}
      </RowList>
    </FormDialog>
  );
}
