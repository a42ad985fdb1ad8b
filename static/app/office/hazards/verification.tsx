/** What I may verify, in the order of time left and distance. */
import { useState } from "preact/hooks";
import { type Position, query } from "../../api";
import { findPosition } from "../../photos/position";
import type { Params } from "../../shell/router";
import { nameOf } from "../../i18n";
import { number } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { Due } from "../../ui/clock";
import { Grade } from "../../ui/grade";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { office, wordOf } from "../words";
import { titleOf } from "./title";
import type { Queued } from "./types";
import { hazards } from "./words";

type Place = Position | "asking" | "none" | null;

export default function VerificationScreen(_: { params: Params }) {
  const [place, setPlace] = useState<Place>(null);
  const at = place !== null && typeof place === "object" ? { longitude: place.longitude, latitude: place.latitude } : {};
  const loading = useLoad<{ items: Queued[] }>(query("/api/hazards/verification-queue", at));
  useLive(["hazard"], loading.reload);
  const w = hazards();
  const find = (): void => {
    setPlace("asking");
    void findPosition().then((found) => setPlace(found ?? "none"));
  };
  return (
    <Frame live crumbs={[{ name: office().page.hazards, href: "/app/hazards" }, { name: office().tab.verification }]}>
      <PageHead title={w.queue} sub={w.queueText} actions={<Button busy={place === "asking"} onClick={find}>{w.locate}</Button>} />
      <SectionTabs of="hazards" />
      <p class="muted" role="status" style="min-height:26px">{place === "none" ? w.notLocated : typeof place === "object" && place ? w.located : ""}</p>
      <Loaded of={loading}>
        {({ items }) => <DataTable caption={w.queue} columns={columns()} rows={items} keyOf={(row) => row.hazard.id} href={(row) => `/app/hazards/${row.hazard.id}`} empty={<Blank icon="ok" title={w.queueEmpty} />} />}
      </Loaded>
    </Frame>
  );
}

function columns(): Column<Queued>[] {
  const w = hazards();
  return [
    { key: "title", title: w.what, cell: ({ hazard }) => <Title row={hazard} />, by: ({ hazard }) => titleOf(hazard) },
    { key: "grade", title: w.grade, cell: ({ hazard }) => <Grade of={hazard.grade}>{wordOf(office().grade, hazard.grade)}</Grade> },
    { key: "where", title: w.where, cell: ({ hazard }) => nameOf({ name_en: null, ...hazard.site }), by: ({ hazard }) => hazard.site.name },
    { key: "distance", title: w.distance, end: true, cell: ({ distance_m }) => (distance_m === null ? "—" : wayWords(distance_m)), by: ({ distance_m }) => distance_m },
    { key: "due", title: w.due, cell: ({ hazard }) => <Due at={hazard.due_at} />, by: ({ remaining_s }) => remaining_s },
    { key: "verify", title: w.verify, silent: true, end: true, cell: ({ hazard }) => <ButtonLink href={`/app/hazards/${hazard.id}?do=accept`}>{w.verify}</ButtonLink> },
  ];
}

const wayWords = (metres: number): string => (metres >= 1000 ? hazards().far(number(metres / 1000, 1)) : hazards().near(number(Math.round(metres / 10) * 10, 0)));

function Title({ row }: { row: Queued["hazard"] }) {
  return (
    <span>
      {titleOf(row)}
      <span class="second" style="font-weight:400">
        {row.number}
        {row.rectified_by && ` · ${row.rectified_by.name}`}
      </span>
    </span>
  );
}
