/** All complaints, open and closed, by whatever one looks for; the filters live in the address. */
import { useEffect, useState } from "preact/hooks";
import { query } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { language, nameOf } from "../../i18n";
import { dateTime } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { ChoiceBar } from "../../ui/choicebar";
import { Due } from "../../ui/clock";
import { Select, TextField } from "../../ui/field";
import { FilterBar } from "../../ui/filterbar";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { type Filters, useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areas, organizationName, organizations, treeOptions } from "../lookups";
import { SearchField } from "../search_field";
import { SectionTabs } from "../section_tabs";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { categories, categoryName, readCategories } from "./categories";
import { PersonalExport } from "./personal_export";
import { personal } from "./personal_words";
import { storyWords } from "./story_words";
import { CHANNELS, type Row, STATUSES } from "./types";
import { complaints } from "./words";

const TABS = ["open", "mine", "overdue", "all"] as const;
const NAMES = ["show", "q", "status", "channel", "category", "organization", "area", "since", "until", "sort"] as const;
type Name = (typeof NAMES)[number];

export default function ComplaintsScreen(_: { params: Params }) {
  const filters = useFilters(NAMES);
  const asked = askedOf(filters.values);
  const [exporting, setExporting] = useState(false);
  const list = useList<Row>("/api/complaints", asked, (row) => row.id);
  useEffect(() => void readCategories(), []);
  useLive(["complaint"], list.reload);
  const [w, s] = [complaints(), storyWords()];
  return (
    <Frame live crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: s.list }]}>
      <PageHead
        title={s.list}
        actions={
          <>
            <ButtonLink icon="download" href={query("/api/complaints/ledger.xlsx", { ...asked, lang: language.value })} download>{s.exportLedger}</ButtonLink>
            {may("complaints.personal") && <Button icon="download" onClick={() => setExporting(true)}>{personal().exportButton}</Button>}
            {may("complaints.receive") && <ButtonLink kind="primary" icon="plus" href="/app/complaints/new">{office().page.intake}</ButtonLink>}
          </>
        }
      />
      {exporting && <PersonalExport asked={asked} onClose={() => setExporting(false)} />}
      <SectionTabs of="complaints" />
      <ComplaintFilters filters={filters} />
      <ListTable
        list={list}
        caption={w.title}
        columns={columns()}
        keyOf={(row) => row.id}
        href={(row) => `/app/complaints/${row.id}`}
        empty={<Blank icon="ok" title={s.none} actions={filters.any && <Button onClick={filters.clear}>{s.clear}</Button>} />}
      />
    </Frame>
  );
}

/** The tabs in the API's words; the day filters become moments of the city's day. */
function askedOf({ show, since, until, sort, ...values }: Record<Name, string>): Record<string, string | undefined> {
  const tab = show || "open";
  const moments = { since: since && `${since}T00:00:00+08:00`, until: until && `${until}T23:59:59+08:00` };
  const open = values.status || tab === "all" ? {} : { open: "true" };
  return { ...values, ...moments, ...open, ...(tab === "mine" || tab === "overdue" ? { [tab]: "true" } : {}), sort: sort || "newest" };
}

function ComplaintFilters({ filters: { values, set, active, clear } }: { filters: Filters<Name> }) {
  const [w, s, field] = [complaints(), storyWords(), office().field];
  return (
    <>
      <ChoiceBar label={s.which} value={values.show || "open"} onChange={(key) => set("show", key === "open" ? "" : key)} options={TABS.map((key) => ({ value: key, name: s.tabs[key] }))} />
      <FilterBar search={<SearchField label={s.search} value={values.q} onChange={(value) => set("q", value)} />} active={active - (values.show ? 1 : 0)} onClear={clear}>
        <Select label={w.state} value={values.status} blank={ui().all} options={STATUSES.map((value) => ({ value, name: wordOf(w.status, value) }))} onChange={(value) => set("status", value)} />
        <Select label={w.category} value={values.category} blank={ui().all} options={categories.value.map(({ key }) => ({ value: key, name: categoryName(key) }))} onChange={(value) => set("category", value)} />
        <Select label={w.channelLabel} value={values.channel} blank={ui().all} options={CHANNELS.map((value) => ({ value, name: wordOf(w.channel, value) }))} onChange={(value) => set("channel", value)} />
        <Select label={field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <More filters={{ values, set }} />
      </FilterBar>
    </>
  );
}

/** Filters that are needed now and then. */
function More({ filters: { values, set } }: { filters: Pick<Filters<Name>, "values" | "set"> }) {
  const s = storyWords();
  return (
    <details class="more-filters" open={Boolean(values.area || values.since || values.until || values.sort) || undefined}>
      <summary>{ui().moreFilters}</summary>
      <div class="filters open">
        <Select label={office().field.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
        <TextField type="date" label={s.since} value={values.since} onInput={(value) => set("since", value)} />
        <TextField type="date" label={s.until} value={values.until} onInput={(value) => set("until", value)} />
        <Select label={s.sort} value={values.sort || "newest"} options={(["newest", "due"] as const).map((value) => ({ value, name: s.sorts[value] }))} onChange={(value) => set("sort", value === "newest" ? "" : value)} />
      </div>
    </details>
  );
}

function columns(): Column<Row>[] {
  const w = complaints();
  return [
    { key: "what", title: w.what, cell: (row) => <What row={row} />, by: (row) => categoryName(row.category) },
    { key: "status", title: w.state, cell: (row) => <Status status={toneOf(COMPLAINT_TONE, row.status)}>{wordOf(w.status, row.status)}</Status>, by: (row) => row.status },
    { key: "where", title: w.where, cell: (row) => <Where row={row} />, by: (row) => row.address },
    { key: "who", title: w.who, cell: (row) => <Who row={row} />, by: (row) => row.officer?.name ?? "" },
    { key: "due", title: w.due, cell: (row) => row.due_at && <Due at={row.due_at} soon={1_800} paused={row.status === "paused" ? { until: row.paused_until } : null} />, by: (row) => row.due_at },
  ];
}

export function What({ row }: { row: Row }) {
  const w = complaints();
  return (
    <span>
      {categoryName(row.category) || w.noCategory}
      {row.urgency === "urgent" && <> · <span class="mark danger">{w.urgency.urgent}</span></>}
      <span class="second" style="font-weight:400">
        {row.number} · {dateTime(row.received_at)} · {wordOf(w.channel, row.channel)}
      </span>
    </span>
  );
}

export function Where({ row }: { row: Row }) {
  const w = complaints();
  return (
    <span>
      {row.address || w.noAddress}
      <span class="second">{row.station ? nameOf(row.station) : w.noStation}</span>
    </span>
  );
}

function Who({ row }: { row: Row }) {
  return (
    <span>
      {row.officer?.name ?? complaints().nobody}
      <span class="second">{organizationName(row.organization)}</span>
    </span>
  );
}
