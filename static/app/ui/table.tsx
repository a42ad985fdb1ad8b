/** A table of records: rows open with a click or Enter, arrows move between them, headings sort what is shown. On a phone each row is a card. */
import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { navigate } from "../shell/router";
import { Button } from "./button";
import { Icon } from "./icon";
import type { Listing } from "./load";
import { Failure } from "./loaded";
import { Blank, Notice, sentence } from "./notice";
import { ui } from "./words";

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** What to sort by; a column without it cannot be sorted. */
  by?: (row: Row) => string | number | null;
  end?: boolean;
  /** The heading is only for those who hear it: the cells are buttons. */
  silent?: boolean;
  /** Room for a bar; on a phone it takes a whole line. */
  wide?: boolean;
}

interface TableProps<Row> {
  /** Says what the table is to a screen reader; also shown when `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Where a row leads: its first cell becomes the link. */
  href?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  busy?: boolean;
  more?: (() => void) | null;
  empty?: ComponentChildren;
  foot?: boolean;
  /** Many short numbers: on a phone they flow side by side instead of one to a line. */
  flow?: boolean;
  /** Rows that can be ticked; the box stands before the first column. */
  pick?: Picking<Row>;
}

export interface Picking<Row> {
  /** The heading, for those who hear it. */
  title: string;
  picked: ReadonlySet<string>;
  can: (row: Row) => boolean;
  label: (row: Row) => string;
  toggle: (row: Row) => void;
}

export function DataTable<Row>({ caption, showCaption, columns, rows, keyOf, href, onOpen, busy = false, more = null, empty, foot = false, flow = false, pick }: TableProps<Row>) {
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted = useMemo(() => inOrder(rows, columns, sort), [rows, sort]);
  if (!busy && rows.length === 0) return <>{empty ?? <Blank title={ui().nothing} />}</>;

  const turn = (key: string): void => setSort(sort?.key !== key ? { key, down: false } : sort.down ? null : { key, down: true });
  const open = (event: MouseEvent, row: Row): void => {
    if ((event.target as Element).closest("a, button, input, select, label") || String(getSelection())) return;
    if (href) navigate(href(row));
    else onOpen?.(row);
  };
  const opens = Boolean(href ?? onOpen);
  return (
    <div class="table-wrap">
      <table class={flow ? "table cards flow" : "table cards"} role="table" aria-busy={busy}>
        <caption class={showCaption ? "" : "sr"}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {pick && (
              <th role="columnheader" scope="col" class="lead">
                <span class="sr">{pick.title}</span>
              </th>
            )}
            {columns.map((column) => (
              <Heading key={column.key} column={column} sort={sort} onTurn={turn} />
            ))}
          </tr>
        </thead>
        {busy && rows.length === 0 ? (
          <Skeleton columns={columns.length + (pick ? 1 : 0)} />
        ) : (
          <tbody role="rowgroup" ref={body} onKeyDown={(event) => moveBetweenRows(event, body.current)}>
            {sorted.map((row) => (
              <tr role="row" key={keyOf(row)} class={opens ? "opens" : ""} onClick={opens ? (event) => open(event, row) : undefined}>
                {pick && <PickCell row={row} pick={pick} id={keyOf(row)} />}
                {columns.map((column, i) => (
                  <td role="cell" key={column.key} class={cellClass(column, i)} data-label={column.silent ? undefined : column.title}>
                    {i === 0 && href ? <a href={href(row)}>{column.cell(row)}</a> : i === 0 && onOpen ? <button type="button" class="plain-link" onClick={() => onOpen(row)}>{column.cell(row)}</button> : column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        )}
      </table>
      {(foot || more) && rows.length > 0 && <Foot shown={rows.length} more={more} sorted={sort !== null} />}
    </div>
  );
}

function PickCell<Row>({ row, pick, id }: { row: Row; pick: Picking<Row>; id: string }) {
  return (
    <td role="cell" class="lead">
      {pick.can(row) && (
        <label class="choice pick">
          <span class="sr">{pick.label(row)}</span>
          <input type="checkbox" checked={pick.picked.has(id)} onChange={() => pick.toggle(row)} />
        </label>
      )}
    </td>
  );
}

/** The table of a listing; a failure stands above the rows, or in their place when there are none. */
export function ListTable<Row>({ list, ...table }: Omit<TableProps<Row>, "rows" | "busy" | "more" | "foot"> & { list: Listing<Row> }) {
  if (list.error && list.rows.length === 0) return <Failure error={list.error} retry={list.reload} />;
  return (
    <>
      {list.error && <Notice status="warn" actions={<Button onClick={list.reload}>{ui().retry}</Button>}>{sentence(list.error)}</Notice>}
      <DataTable {...table} rows={list.rows} busy={list.busy} more={list.more} foot />
    </>
  );
}

function Heading<Row>({ column, sort, onTurn }: { column: Column<Row>; sort: { key: string; down: boolean } | null; onTurn: (key: string) => void }) {
  const chosen = sort?.key === column.key;
  return (
    <th role="columnheader" scope="col" class={column.end ? "end" : ""} aria-sort={chosen ? (sort.down ? "descending" : "ascending") : undefined}>
      {column.by ? (
        <button type="button" onClick={() => onTurn(column.key)}>
          {column.title}
          {chosen && <Icon name={sort.down ? "down" : "up"} class="sorted" />}
        </button>
      ) : (
        <span class={column.silent ? "sr" : ""}>{column.title}</span>
      )}
    </th>
  );
}

function Foot({ shown, more, sorted }: { shown: number; more: (() => void) | null; sorted: boolean }) {
  return (
    <div class="table-foot">
      <span role="status">
        {more ? ui().shown(shown) : ui().shownAll(shown)}
        {more && sorted && ` · ${ui().sortsShown}`}
      </span>
      {more && <Button onClick={more}>{ui().more}</Button>}
    </div>
  );
}

function Skeleton({ columns }: { columns: number }) {
  return (
    <tbody class="skeleton" role="rowgroup">
      {[0, 1, 2, 3, 4].map((line) => (
        <tr role="row" key={line}>
          {Array.from({ length: columns }, (_, i) => (
            <td role="cell" key={i}>
              {i === 0 && line === 0 && <span class="sr">{ui().loading}</span>}
              <i />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function cellClass<Row>(column: Column<Row>, i: number): string {
  return [i === 0 && "first", column.end && "end", column.wide && "wide-cell"].filter(Boolean).join(" ");
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: { key: string; down: boolean } | null): readonly Row[] {
  const by = columns.find((column) => column.key === sort?.key)?.by;
  if (!by || !sort) return rows;
  const sign = sort.down ? -1 : 1;
  return [...rows].sort((a, b) => compare(by(a), by(b), sign));
}

/** Unknown values go last, whichever way. */
function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));
}

function moveBetweenRows(event: KeyboardEvent, body: HTMLElement | null): void {
  if (!body || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const links = [...body.querySelectorAll<HTMLElement>("td.first a, td.first button")];
  const now = links.indexOf(document.activeElement as HTMLElement);
  if (now < 0) return;
  event.preventDefault();
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: links.length - 1 }[event.key] ?? now;
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
}
