/** On a building's page: what supplies it now, and what did before. */
import { useState } from "preact/hooks";
import { nameOf } from "../../i18n";
import { date } from "../../i18n/format";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { assetAddress } from "../registry/parts";
import { AssignForm, type Changed, ChangedNotice, EndForm } from "./supply_forms";
import type { BuildingSupply, SupplyPeriod } from "./types";
import { network } from "./words";

export function BuildingSupplySection({ building }: { building: string }) {
  const w = network();
  const loading = useLoad<BuildingSupply>(`/api/assets/${building}/supply`);
  const [changed, setChanged] = useState<Changed | null>(null);
  const done = (what: Changed): void => {
    setChanged(what);
    loading.reload();
  };
  return (
    <Section title={w.station}>
      <ChangedNotice changed={changed} onChanged={done} />
      <Loaded of={loading}>{(supply) => <Supply supply={supply} onDone={done} />}</Loaded>
    </Section>
  );
}

function Supply({ supply: { building, current, history }, onDone }: { supply: BuildingSupply; onDone: (changed: Changed) => void }) {
  const w = network();
  const [asked, setAsked] = useState<"assign" | "end" | null>(null);
  const station = current?.station ?? null;
  const close = (): void => setAsked(null);
  const past = history.filter((period) => period.until_at !== null);
  return (
    <div class="stack">
      {current ? <Period period={current} /> : <p><Status status="warn">{w.none}</Status></p>}
      {may("network.write") && (
        <p class="actions">
          <Button kind={station ? "plain" : "primary"} onClick={() => setAsked("assign")}>{station ? w.change : w.assign}</Button>
          {station && <Button kind="quiet" onClick={() => setAsked("end")}>{w.end}</Button>}
        </p>
      )}
      {past.length > 0 && (
        <details>
          <summary>{w.history}</summary>
          {past.map((period) => <Period key={period.since_at} period={period} />)}
        </details>
      )}
      {asked === "assign" && <AssignForm building={building} station={station} onDone={onDone} onClose={close} />}
      {asked === "end" && <EndForm building={building} station={station} onDone={onDone} onClose={close} />}
    </div>
  );
}

function Period({ period: { station, since_at, until_at, assigned_by } }: { period: SupplyPeriod }) {
  const w = network();
  const when = until_at ? w.period(date(since_at), date(until_at)) : `${w.since} ${date(since_at)}`;
  return (
    <p>
      <a href={assetAddress(station.id)}>{nameOf(station)}</a> <span class="muted">{[when, assigned_by && w.by(assigned_by.name)].filter(Boolean).join(" · ")}</span>
    </p>
  );
}
