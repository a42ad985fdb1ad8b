import { useState } from "preact/hooks";
import type { Season } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { date } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { Facts, PageHead, Section } from "../../ui/page";
import { Frame } from "../frame";
import { areaTrail } from "../lookups";
import { SectionTabs } from "../section_tabs";
import { GATES } from "../readiness/gates";
import { office, wordOf } from "../words";
import { SeasonForm } from "./form";
import type { StoredSeason } from "./types";
import { seasons } from "./words";

export default function SeasonsScreen(_: { params: Params }) {
  const loading = useLoad<StoredSeason[]>("/api/seasons");
  const [asked, setAsked] = useState<StoredSeason | "new" | null>(null);
  const w = seasons();
  const close = (): void => {
    setAsked(null);
    loading.reload();
  };
  const add = may("seasons.write") && <Button kind="primary" icon="plus" onClick={() => setAsked("new")}>{w.newSeason}</Button>;
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.title} sub={w.sub} actions={add} />
      <SectionTabs of="settings" />
      <Loaded of={loading}>
        {(all) => (all.length === 0 ? <Blank icon="calendar" title={w.none} actions={add}>{w.noneText}</Blank> : all.map((season) => <SeasonView key={season.id} season={season} onEdit={() => setAsked(season)} />))}
      </Loaded>
      {asked && <SeasonForm season={asked === "new" ? null : asked} onClose={close} />}
    </Frame>
  );
}

function SeasonView({ season, onEdit }: { season: StoredSeason; onEdit: () => void }) {
  const w = seasons();
  return (
    <Section title={season.name} aside={may("seasons.write") && <Button icon="pencil" onClick={onEdit}>{w.edit}</Button>}>
      <Facts
        two
        rows={[
          [w.area, season.area ? areaTrail(season.area) : w.wholeCity],
          [w.preparation, date(season.preparation_starts_on)],
          [w.starts, date(season.starts_on)],
          [w.ends, date(season.ends_on)],
          ...GATES.map((gate) => [wordOf(office().gate, gate), gateDay(season, gate)] as const),
        ]}
      />
    </Section>
  );
}

function gateDay(season: Season, gate: string): string {
  const day = season.gates[gate];
  return day ? date(day) : "—";
}
