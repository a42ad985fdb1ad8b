/** The safety officer's board: one column per state, the tightest cards on top; arrows walk over it. */
import { query } from "../../api";
import type { Params } from "../../shell/router";
import { nameOf } from "../../i18n";
import { number } from "../../i18n/format";
import { Due } from "../../ui/clock";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { Grade } from "../../ui/grade";
import { Icon } from "../../ui/icon";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areas, organizations, treeOptions } from "../lookups";
import { SectionTabs } from "../section_tabs";
import { HAZARD_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { Marks } from "./marks";
import { titleOf } from "./title";
import type { BoardColumn, Hazard } from "./types";
import { hazards } from "./words";

export default function BoardScreen(_: { params: Params }) {
  const { values, set, active, clear } = useFilters(["organization", "area"] as const);
  const loading = useLoad<{ columns: BoardColumn[] }>(query("/api/hazards/board", values));
  useLive(["hazard"], loading.reload);
  const w = hazards();
  return (
    <Frame live crumbs={[{ name: office().page.hazards, href: "/app/hazards" }, { name: office().tab.board }]}>
      <PageHead title={w.board} />
      <SectionTabs of="hazards" />
      <FilterBar active={active} onClear={clear}>
        <Select label={office().field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <Select label={office().field.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
      </FilterBar>
      <Loaded of={loading}>{({ columns }) => <Board columns={columns} filter={values} />}</Loaded>
      <p class="muted no-phone no-print keys">{w.boardKeys}</p>
    </Frame>
  );
}

interface Filter {
  organization: string;
  area: string;
}

function Board({ columns, filter }: { columns: readonly BoardColumn[]; filter: Filter }) {
  return (
    <div class="board" onKeyDown={walk}>
      {columns.map((column) => (
        <Column key={column.status} column={column} filter={filter} />
      ))}
    </div>
  );
}

function Column({ column: { status, count, overdue, items }, filter }: { column: BoardColumn; filter: Filter }) {
  const w = hazards();
  const tone = toneOf(HAZARD_TONE, status);
  const title = status === "closed" ? w.closedWeek : wordOf(office().hazardStatus, status);
  return (
    <section class="board-column" aria-label={title}>
      <header>
        <h2>
          <span class={`status ${tone}`}>
            <Icon name={tone} />
          </span>
          {title}
        </h2>
        <span class="line">
          <a class="target" href={listOf(status, filter)} title={count >= MOST_COUNTED ? w.orMore : undefined}>{w.columnCount(counted(count))}</a>
          {overdue > 0 && <a class="target over" href={listOf(status, filter, "overdue")} title={overdue >= MOST_COUNTED ? w.orMore : undefined}>{w.columnOverdue(counted(overdue))}</a>}
        </span>
      </header>
      {items.length === 0 && <p class="muted">{w.columnEmpty}</p>}
      <ul class="plain">
        {items.map((hazard) => (
          <li key={hazard.id}>
            <Card hazard={hazard} />
          </li>
        ))}
      </ul>
      {count > items.length && <a class="target" href={listOf(status, filter)}>{w.columnAll(counted(count))}</a>}
    </section>
  );
}

/** The server counts no further. */
const MOST_COUNTED = 1000;

/** The list with the same hazards; of what was closed it shows earlier ones too, newest first. */
const listOf = (status: string, filter: Filter, show = "all"): string => query("/app/hazards", { show, status, ...filter, sort: status === "closed" ? "newest" : "" });

const counted = (count: number): string => (count >= MOST_COUNTED ? `${number(MOST_COUNTED)}+` : number(count));

function Card({ hazard }: { hazard: Hazard }) {
  return (
    <a class={hazard.overdue ? "board-card overdue" : "board-card"} href={`/app/hazards/${hazard.id}`} data-row>
      <b>{titleOf(hazard)}</b>
      <span class="muted">{nameOf({ name_en: null, ...hazard.site })}</span>
      <span class="line">
        <Grade of={hazard.grade}>{wordOf(office().grade, hazard.grade)}</Grade>
        {hazard.due_at && <Due at={hazard.due_at} />}
      </span>
      <Marks of={hazard} />
      <span class="muted">{[nameOf(hazard.unit), hazard.responsible?.name].filter(Boolean).join(" · ")}</span>
    </a>
  );
}

/** Up and down within a column, left and right to the same height of the next. */
function walk(event: KeyboardEvent): void {
  const board = event.currentTarget as HTMLElement;
  const columns = [...board.querySelectorAll(".board-column")].map((column) => [...column.querySelectorAll<HTMLElement>("a.board-card")]);
  const x = columns.findIndex((cards) => cards.includes(document.activeElement as HTMLElement));
  if (x < 0) return;
  const y = columns[x]!.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: columns[x]![y + 1], ArrowUp: columns[x]![y - 1], ArrowRight: beside(columns.slice(x + 1), y), ArrowLeft: beside(columns.slice(0, x).reverse(), y) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const beside = (columns: readonly HTMLElement[][], y: number): HTMLElement | undefined => {
  const cards = columns.find((column) => column.length > 0);
  return cards?.[Math.min(y, cards.length - 1)];
};
