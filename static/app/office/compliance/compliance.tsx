/** Whether replies came within 3, 7 or 15 days, and whether people were content; with the counts behind each share. */
import type { ComponentChildren } from "preact";
import { query } from "../../api";
import { language, nameOf } from "../../i18n";
import { date, number } from "../../i18n/format";
import type { Params } from "../../shell/router";
import { ButtonLink } from "../../ui/button";
import { Bullet, Stat } from "../../ui/charts";
import { Select, TextField } from "../../ui/field";
import { FilterBar } from "../../ui/filterbar";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { CHANNELS } from "../complaints/types";
import { complaints } from "../complaints/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { PrintButton } from "../print";
import { SectionTabs } from "../section_tabs";
import { office, wordOf } from "../words";
import type { Compliance, Tally } from "./types";
import { compliance } from "./words";

const NAMES = ["channel", "since", "until"] as const;

export default function ComplianceScreen(_: { params: Params }) {
  const { values, set, active, clear } = useFilters(NAMES);
  const asked = { channel: values.channel, since: start(values.since), until: start(values.until) };
  const loading = useLoad<Compliance>(query("/api/complaints/compliance", asked));
  const [w, c] = [compliance(), complaints()];
  return (
    <Frame crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: office().tab.compliance }]}>
      <PageHead
        title={w.title}
        sub={w.sub}
        actions={
          <>
            <ButtonLink icon="download" href={query("/api/exports/messages.xlsx", { ...asked, lang: language.value })} download>{w.download}</ButtonLink>
            <PrintButton />
          </>
        }
      />
      <SectionTabs of="complaints" />
      <FilterBar active={active} onClear={clear}>
        <Select label={w.channel} value={values.channel} blank={ui().all} options={CHANNELS.map((value) => ({ value, name: wordOf(c.channel, value) }))} onChange={(value) => set("channel", value)} />
        <TextField type="date" label={w.from} value={values.since} onInput={(value) => set("since", value)} />
        <TextField type="date" label={w.to} value={values.until} onInput={(value) => set("until", value)} />
      </FilterBar>
      <Loaded of={loading}>{(found) => (found.all.total ? <Found found={found} /> : <Blank title={w.empty} />)}</Loaded>
    </Frame>
  );
}

/** The beginning of a local day, as the interface takes it. */
const start = (day: string): string => (day ? new Date(`${day}T00:00`).toISOString() : "");

function Found({ found }: { found: Compliance }) {
  const w = compliance();
  const classes = found.by_class.map((group) => ({ key: group.matter_class ?? "", name: group.matter_class ? wordOf(complaints().matterClass, group.matter_class) : w.noClass, tally: group.tally }));
  const months = found.by_month.map((group) => ({ key: group.month, name: group.month, tally: group.tally }));
  const units = found.by_unit.map((group) => ({ key: group.organization, name: nameOf(group), tally: group.tally }));
  return (
    <>
      <p class="muted">{`${date(found.since)} – ${date(found.until)} · ${w.replied}`}</p>
      <Shares of={found.all} />
      <Groups title={w.byClass} rows={classes} />
      <Groups title={w.byUnit} aside={w.byUnitAside} rows={units} />
      <Groups title={w.byMonth} rows={months} />
      <Section title={w.residue}>
        <div class="stats tight">
          {found.residue.map((age) => (
            <Stat key={age.over} what={age.up_to === null ? w.older(number(age.over)) : w.age(number(age.over), number(age.up_to))} value={number(age.count)} />
          ))}
        </div>
      </Section>
    </>
  );
}

function Shares({ of }: { of: Tally }) {
  const w = compliance();
  const decided = of.in_time + of.late + of.overdue;
  return (
    <div class="stats rates">
      <Share what={w.inTime} share={of.share_in_time} count={w.of(number(of.in_time), number(decided))} how={w.inTimeHow} />
      <Share what={w.content} share={of.share_content} count={w.of(number(of.content), number(of.scored))} how={w.contentHow} />
      <Share what={w.scored} share={of.share_scored} count={w.of(number(of.scored), number(of.replied))} how={w.scoredHow} />
      <Stat what={w.days} value={of.median_days === null ? "—" : number(of.median_days, 1)} unit={of.median_days === null ? "" : w.dayUnit}>
        <span class="muted">{of.mean_days === null ? "" : w.daysHow(number(of.mean_days, 1))}</span>
      </Stat>
    </div>
  );
}

function Share({ what, share, count, how }: { what: string; share: number | null; count: string; how: string }) {
  return (
    <Stat what={what} value={share === null ? "—" : number(share * 100, 1)} unit={share === null ? "" : "%"}>
      <Bullet value={share === null ? null : share * 100} text="" />
      <span class="muted">
        <b>{count}</b> {how}
      </span>
    </Stat>
  );
}

interface Row {
  key: string;
  name: string;
  tally: Tally;
}

function Groups({ title, aside, rows }: { title: string; aside?: ComponentChildren; rows: readonly Row[] }) {
  return (
    <Section title={title} aside={aside}>
      <DataTable caption={title} columns={columns()} rows={rows} keyOf={(row) => row.key} />
    </Section>
  );
}

function columns(): Column<Row>[] {
  const w = compliance();
  const count = (key: "total" | "late" | "overdue" | "waiting", title: string): Column<Row> => ({ key, title, end: true, cell: (row) => number(row.tally[key]), by: (row) => row.tally[key] });
  return [
    { key: "name", title: w.group, cell: (row) => <b>{row.name}</b>, by: (row) => row.name },
    count("total", w.total),
    { key: "share", title: w.share, end: true, cell: (row) => percent(row.tally.share_in_time), by: (row) => row.tally.share_in_time },
    count("late", w.late),
    count("overdue", w.overdue),
    count("waiting", w.waiting),
    { key: "content", title: w.satisfied, end: true, cell: (row) => <Content of={row.tally} />, by: (row) => row.tally.share_content },
    { key: "median", title: w.median, end: true, cell: (row) => (row.tally.median_days === null ? "—" : `${number(row.tally.median_days, 1)} ${w.dayUnit}`), by: (row) => row.tally.median_days },
  ];
}

function Content({ of }: { of: Tally }) {
  if (of.share_content === null) return <span class="muted">—</span>;
  return (
    <span class="nowrap">
      {percent(of.share_content)}
      <span class="second">{compliance().of(number(of.content), number(of.scored))}</span>
    </span>
  );
}

const percent = (share: number | null): string => (share === null ? "—" : `${number(share * 100, 1)}%`);
