/** Confirm many at once; each is answered on its own, and what was refused says why. */
import { useState } from "preact/hooks";
import { type ProblemDocument, post } from "../../api";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Select } from "../../ui/field";
import { Grade } from "../../ui/grade";
import { Notice, WrongFields } from "../../ui/notice";
import { ui } from "../../ui/words";
import { inputId, useForm } from "../form";
import { organizations, treeOptions } from "../lookups";
import { PickColleague } from "../pickers";
import { office, wordOf } from "../words";
import { steps } from "./step_words";
import { titleOf } from "./title";
import type { Hazard } from "./types";

interface Outcome {
  hazard: string;
  outcome: "confirmed" | "refused";
  problem: ProblemDocument | null;
}

export function BulkConfirm({ chosen, onClose }: { chosen: readonly Hazard[]; onClose: () => void }) {
  const w = steps();
  const [hazards] = useState(chosen);
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);
  const form = useForm({ organization: "", responsible: "" });
  const { organization, responsible } = form.values;
  const send = async (): Promise<void> => {
    const items = hazards.map((row) => ({ hazard: row.id, version: row.version, grade: row.grade, weak_link: row.weak_link, organization: organization || row.unit.path, responsible: responsible || row.responsible?.id }));
    setOutcomes((await post<{ items: Outcome[] }>("/api/hazards/confirmations", { items })).items);
  };
  if (outcomes) return <Outcomes hazards={hazards} outcomes={outcomes} onClose={onClose} />;
  return (
    <Dialog
      wide
      title={w.confirmMany(hazards.length)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui().cancel}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void form.submit(send)}>{w.action.confirm}</Button>
        </>
      }
    >
      <WrongFields problem={form.problem} idOf={inputId} />
      <p>{w.confirmManyText}</p>
      <div class="form-grid">
        <Select optional label={w.organization} value={organization} blank="—" options={treeOptions(organizations.value)} onChange={(value) => form.set("organization", value)} />
        <PickColleague may="hazards.rectify" optional label={w.responsible} id={responsible} onChoose={(id) => form.set("responsible", id)} />
      </div>
      <ul class="plain ruled tight">
        {hazards.map((row) => (
          <li key={row.id} class="row spread">
            <span class="grow">{titleOf(row)}</span>
            <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Outcomes({ hazards, outcomes, onClose }: { hazards: readonly Hazard[]; outcomes: readonly Outcome[]; onClose: () => void }) {
  const w = steps();
  const refused = outcomes.filter((one) => one.outcome === "refused");
  const titles = new Map(hazards.map((row) => [row.id, titleOf(row)]));
  return (
    <Dialog title={w.confirmMany(hazards.length)} onClose={onClose} footer={<Button kind="primary" autoFocus onClick={onClose}>{ui().close}</Button>}>
      <Notice status="ok">{w.confirmed(outcomes.length - refused.length)}</Notice>
      {refused.length > 0 && (
        <Notice status="danger" urgent>
          <b>{w.notConfirmed(refused.length)}</b>
          <ul>
            {refused.map((one) => (
              <li key={one.hazard}>
                <a href={`/app/hazards/${one.hazard}`}>{titles.get(one.hazard)}</a>
                {" · "}
                {one.problem?.detail}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Dialog>
  );
}
