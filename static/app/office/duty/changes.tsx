/** Overrides and reinforcements of a roster's place that hold or are to come. */
import { useState } from "preact/hooks";
import { del, query } from "../../api";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Section } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { useLive } from "../live";
import { span } from "./spans";
import type { Change, Roster } from "./types";
import { dutyWords } from "./words";

export function Changes({ roster }: { roster: Roster }) {
  const w = dutyWords();
  const here = { organization: roster.organization };
  const overrides = useLoad<Change[]>(query("/api/duty/overrides", here));
  const reinforcements = useLoad<Change[]>(query("/api/duty/reinforcements", here));
  const [ending, setEnding] = useState<Change | null>(null);
  const reload = (): void => {
    overrides.reload();
    reinforcements.reload();
  };
  useLive(["roster"], reload);
  const rows = [...(overrides.value ?? []), ...(reinforcements.value ?? [])].filter((change) => change.organization === roster.organization && change.area === roster.area);
  return (
    <Section title={w.changes}>
      <DataTable caption={w.changes} columns={columns(setEnding)} rows={rows} keyOf={(change) => change.id} empty={<p class="muted">{w.noChanges}</p>} />
      {ending && (
        <Confirm
          title={w.takeBackTitle}
          action={w.takeBack}
          onConfirm={() => del(`/api/duty/${ending.via}s/${ending.id}`)}
          onClose={() => {
            setEnding(null);
            reload();
          }}
        >
          <p>{w.takeBackText}</p>
        </Confirm>
      )}
    </Section>
  );
}

function columns(onEnd: (change: Change) => void): Column<Change>[] {
  const w = dutyWords();
  return [
    { key: "when", title: w.period, cell: (change) => span(change.starts_at, change.ends_at), by: (change) => change.starts_at },
    { key: "what", title: w.state, cell: (change) => w.vias[change.via] },
    { key: "post", title: w.post, cell: (change) => w.posts[change.post] },
    { key: "person", title: w.person, cell: (change) => change.person.name },
    { key: "reason", title: w.reason, cell: (change) => change.reason },
    { key: "end", title: w.takeBack, silent: true, end: true, cell: (change) => change.writable && <Button onClick={() => onEnd(change)}>{w.takeBack}</Button> },
  ];
}
