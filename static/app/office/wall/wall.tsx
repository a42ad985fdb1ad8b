/** The wall screen: the city's state at a glance, read from six metres, without anybody touching it. */
import "../../shell/start";
import { useEffect, useState } from "preact/hooks";
import { query } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { number, time } from "../../i18n/format";
import { Due } from "../../ui/clock";
import { categoryName, readCategories } from "../complaints/categories";
import type { Row } from "../complaints/types";
import { complaints } from "../complaints/words";
import { areaName, organizationName, organizations, readLookups } from "../lookups";
import { wordOf } from "../words";
import { ArrivalBars } from "./arrivals";
import { useFresh, useSeconds } from "./fresh";
import type { DutyPost, Figures, ReadyShare } from "./types";
import { wallWords } from "./words";

declare const WALL_STYLE: string;

const STALE_AFTER = 60_000;
const SHIFT_EVERY = 600_000;
const TIGHTEST = 6;
const COMPANIES = 6;
const PLACES = 5;

export default function WallScreen(_: { params: Params }) {
  const styled = useStyle();
  const figures = useFresh<Figures>("/api/complaints/figures");
  const now = useSeconds();
  useEffect(() => void readLookups(), []);
  useEffect(() => void readCategories(), []);
  useEffect(() => {
    document.title = wallWords().title;
  });
  if (!styled) return null;
  const [across, down] = shift(now);
  return (
    <main class="wall">
      <div class="shifted" style={{ transform: `translate(${across}px, ${down}px)` }}>
        <Head at={figures.at} now={now} />
        <Numbers of={figures.value} />
        <div class="column left">
          <section>
            <h2>{`${wallWords().arrivals} · ${wallWords().arrivalsText}`}</h2>
            {figures.value && <ArrivalBars arrivals={figures.value.arrivals} />}
          </section>
          <Companies of={figures.value} />
        </div>
        <div class="column">
          <Tightest />
          <OnDuty />
        </div>
      </div>
      <Veil at={figures.at} now={now} />
    </main>
  );
}

/** Nothing stands on the same spot for hours: it would burn in. */
function shift(now: number): [number, number] {
  const round = Math.floor(now / SHIFT_EVERY);
  return [(round % 3) * 3 - 3, (Math.floor(round / 3) % 3) * 3 - 3];
}

function useStyle(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: WALL_STYLE });
    link.onload = link.onerror = () => setReady(true);
    document.head.append(link);
    return () => link.remove();
  }, []);
  return ready;
}

function Head({ at, now }: { at: number | null; now: number }) {
  const w = wallWords();
  const stale = at === null || now - at > STALE_AFTER;
  return (
    <header>
      <h1>
        <a href="/app/desk" title={w.back}>{w.title}{organizations.value[0] ? ` · ${nameOf(organizations.value[0])}` : ""}</a>
      </h1>
      <span class={stale ? "live stale" : "live"}>
        <span class="dot" aria-hidden="true" />
        {at !== null && w.asOf(time(at))}
      </span>
      <time dateTime={new Date(now).toISOString()}>{time(now)}</time>
    </header>
  );
}

function Numbers({ of }: { of: Figures | null }) {
  const w = wallWords();
  const readiness = useFresh<ReadyShare>(may("readiness.read") ? "/api/readiness" : null).value?.total;
  const rated = of?.satisfaction;
  const share = rated && rated.asked > 0 ? `${number((rated.answered / rated.asked) * 100, 0)}%` : "";
  return (
    <dl class="numbers">
      <Big what={w.open} value={of && number(of.open)} />
      <Big what={w.overdue} value={of && number(of.overdue)} danger={(of?.overdue ?? 0) > 0} />
      <Big what={w.urgent} value={of && number(of.urgent)} />
      <Big what={w.today} value={of && number(of.today.received)} more={of && w.closed(number(of.today.closed))} />
      <Big what={w.satisfaction} value={rated && (rated.average === null ? "—" : number(rated.average, 1))} more={rated && (rated.answered > 0 ? w.satisfactionText(number(rated.answered), number(rated.asked), share) : w.noScore)} />
      <Big what={w.ready} value={readiness && number(readiness.ready)} more={readiness && w.readyOf(number(readiness.sites))} />
    </dl>
  );
}

interface BigProps {
  what: string;
  value: string | null | undefined;
  more?: string | null | undefined;
  danger?: boolean;
}

const Big = ({ what, value, more, danger = false }: BigProps) => (
  <div class={danger ? "danger" : undefined}>
    <dt>{what}</dt>
    <dd>
      <b>{value ?? "—"}</b>
      {more && <small>{more}</small>}
    </dd>
  </div>
);

function Companies({ of }: { of: Figures | null }) {
  const w = wallWords();
  const rows = of?.organizations.slice(0, COMPANIES) ?? [];
  const most = Math.max(1, ...rows.map((row) => row.open));
  return (
    <section>
      <h2>{w.companies}</h2>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row">{organizationName(row.path)}</th>
              <td style="width:40%">
                <span class="bar" style={{ width: `${(row.open / most) * 100}%` }} />
              </td>
              <td class="end">{number(row.open)}</td>
              <td class="end late">{row.overdue > 0 && w.overdueOf(number(row.overdue))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Category, building and time left: a wall is read by visitors too, so no unit and no room. */
function Tightest() {
  const w = wallWords();
  const rows = useFresh<{ items: Row[] }>(query("/api/complaints/queue", { limit: TIGHTEST })).value?.items ?? [];
  return (
    <section>
      <h2>{w.tightest}</h2>
      {rows.length === 0 && <p>{w.none}</p>}
      <table style="table-layout:fixed">
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{categoryName(row.category) || complaints().noCategory}</th>
              <td>{row.building ? nameOf(row.building) : areaName(row.area)}</td>
              <td class="end" style="width:47%">{row.due_at ? <Due at={row.due_at} soon={1_800} /> : wordOf(complaints().status, row.status)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** An organization and an area a line; where a post is vacant, first: somebody has to go there. */
function OnDuty() {
  const w = wallWords();
  const posts = useFresh<{ posts: DutyPost[] }>(may("duty.read") ? "/api/duty/posts" : null).value?.posts ?? [];
  const places = new Map<string, DutyPost[]>();
  for (const post of posts) places.set(post.organization + post.area, [...(places.get(post.organization + post.area) ?? []), post]);
  const vacant = (of: readonly DutyPost[]): number => Number(of.some((post) => post.vacant));
  const shown = [...places].sort(([, a], [, b]) => vacant(b) - vacant(a)).slice(0, PLACES);
  return (
    <section>
      <h2>{w.onDuty}</h2>
      {shown.length === 0 && <p>{w.noRoster}</p>}
      <table style="table-layout:fixed">
        <tbody>
          {shown.map(([place, here]) => (
            <tr key={place}>
              <th scope="row" style="width:42%">{organizationName(here[0]?.organization ?? "")}</th>
              <Post name={w.leader} of={here.filter((one) => one.post === "leader")} />
              <Post name={w.officer} of={here.filter((one) => one.post === "officer")} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Post({ name, of }: { name: string; of: readonly DutyPost[] }) {
  const w = wallWords();
  return (
    <td>
      <small>{name}</small>{" "}
      {of.map((one) => (
        <b key={one.person.id} class={one.vacant ? "late" : undefined}>
          {one.vacant ? w.vacant : one.person.name}{" "}
        </b>
      ))}
    </td>
  );
}

/** Old numbers are covered: nobody may take them for the present. */
function Veil({ at, now }: { at: number | null; now: number }) {
  const w = wallWords();
  if (at === null || now - at <= STALE_AFTER) return null;
  return (
    <p class="veil" role="alert">
      {w.cut(w.seconds(number(Math.floor((now - at) / 1000))))}
    </p>
  );
}
