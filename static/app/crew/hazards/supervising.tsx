/** Listed for supervision 挂牌督办: the leader under whose name it stands. */
import { steps } from "../../office/hazards/step_words";
import { Select } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { useMirror } from "../knowledge";
import { leaders } from "./people";
import type { Stepping } from "./stepping";
import { phoneHazards } from "./words";

export function LeaderField({ stepping, error }: { stepping: Stepping; error: string | undefined }) {
  const w = phoneHazards();
  const known = useMirror(leaders);
  const choose = (id: string): void => {
    const leader = known?.find((each) => each.id === id);
    stepping.change({ named: leader ? { id: leader.id, name: leader.name } : null });
  };
  const { supervised } = stepping.hazard;
  return (
    <div id="step-leader" class="stack-tight">
      {supervised && <Notice status="info">{w.supervisedNow(supervised.leader.name)}</Notice>}
      {known?.length === 0 && <Notice status="warn">{w.noLeaders}</Notice>}
      <Select label={steps().superviseLeader} value={stepping.draft.value.named?.id ?? ""} onChange={choose} options={(known ?? []).map(({ id, name, role }) => ({ value: id, name: `${name} · ${w.leaderRoles[role as keyof typeof w.leaderRoles] ?? role}` }))} blank={stepping.draft.value.named ? undefined : steps().choose} error={error} />
    </div>
  );
}
