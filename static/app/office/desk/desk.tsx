/** The duty desk: every open complaint, the tightest first, worked through with the keyboard. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { navigate, type Params } from "../../shell/router";
import { may, me } from "../../shell/session";
import { Button, ButtonLink } from "../../ui/button";
import { useNow } from "../../ui/clock";
import { Failure, Waiting } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { useActions } from "./actions";
import { Chosen } from "./chosen";
import { QueueFilters, shownOf, useDeskFilters } from "./filters";
import { Help } from "./help";
import { useDeskKeys } from "./keys";
import { useNews } from "./news";
import { toggleNight } from "./night";
import { type Entry, chosen, isOverdue } from "./order";
import { followQueue, queue, read } from "./queue";
import { QueueRow } from "./row";
import { soundOn, turnSound } from "./sound";
import { ToolBar } from "./toolbar";
import { useMedia, VirtualList } from "./virtual";
import { desk } from "./words";

const ROW = { wide: 64, narrow: 116 };

export default function DeskScreen(_: { params: Params }) {
  const filters = useDeskFilters();
  const [selected, setSelected] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const [told, tell] = useState("");
  useEffect(followQueue, []);
  useNews(tell);
  const now = useNow();
  const { entries, stations } = queue.value;
  const shown = shownOf(filters);
  const rows = useMemo(() => chosen(entries, shown, me.value?.user.id ?? "", now), [entries, shown.show, shown.words, shown.station, now]);
  const row = rows.find((entry) => entry.row.id === selected)?.row ?? null;
  const others = (of: Entry["row"] | null): number => (of?.station ? (stations.get(of.station.id) ?? 1) - 1 : 0);
  const sameStation = (): void => void (row?.station && filters.set("station", shown.station ? "" : row.station.id));
  const { act, dialog } = useActions(row, tell);
  useDeskKeys({
    a: () => act("acknowledge"),
    t: () => act("claim"),
    d: () => act("dispatch"),
    m: () => act("merge"),
    c: () => act("call"),
    s: sameStation,
    n: () => may("complaints.receive") && navigate("/app/complaints/new"),
    v: () => turnSound(!soundOn.value),
    l: toggleNight,
    "?": () => setHelping(true),
  });
  return (
    <Frame live fill crumbs={[{ name: office().page.desk }]}>
      <div class="desk">
        <header class="row spread">
          <h1>{desk().title}</h1>
          <p class="grow muted" role="status">{told}</p>
          <ToolBar onHelp={() => setHelping(true)} />
          {may("complaints.receive") && <ButtonLink kind="primary" icon="plus" href="/app/complaints/new">{desk().intake}</ButtonLink>}
        </header>
        <SectionTabs of="complaints" />
        <QueueFilters filters={filters} entries={entries} now={now} />
        {rows.length === 0 ? (
          <Nothing onClear={filters.any ? filters.clear : null} />
        ) : (
          <div class="desk-columns">
            <QueueList rows={rows} selected={selected} onSelect={setSelected} now={now} others={others} />
            <Chosen row={row} others={others(row)} onAct={act} onStation={sameStation} />
          </div>
        )}
      </div>
      {helping ? <Help onClose={() => setHelping(false)} /> : dialog}
    </Frame>
  );
}

/** Why there is no row: not read yet, not readable, nothing open, or nothing that fits. */
function Nothing({ onClear }: { onClear: (() => void) | null }) {
  const { entries, reading, error } = queue.value;
  if (error && entries.length === 0) return <Failure error={error} retry={() => void read()} />;
  if (reading) return <Waiting />;
  return <Blank icon="ok" title={entries.length === 0 ? desk().none : desk().noneChosen} actions={onClear && <Button onClick={onClear}>{desk().showAll}</Button>} />;
}

interface QueueListProps {
  rows: readonly Entry[];
  selected: string | null;
  onSelect: (id: string) => void;
  now: number;
  others: (row: Entry["row"]) => number;
}

function QueueList({ rows, selected, onSelect, now, others }: QueueListProps) {
  const beside = useMedia("(min-width: 1180px)");
  const inLine = useMedia("(min-width: 720px)");
  return (
    <VirtualList
      label={desk().list}
      items={rows}
      keyOf={(entry) => entry.row.id}
      rowHeight={inLine ? ROW.wide : ROW.narrow}
      selected={selected}
      onSelect={onSelect}
      onOpen={(entry) => navigate(`/app/complaints/${entry.row.id}`)}
      tapOpens={!beside}
      rowClass={(entry) => (isOverdue(entry, now) ? "overdue" : "")}
    >
      {({ row }) => <QueueRow row={row} others={others(row)} />}
    </VirtualList>
  );
}
