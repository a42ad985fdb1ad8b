/** The kinds of sites and assets, as data a city edits. */
import type { Page } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { type Text, inLanguage } from "../../i18n";
import { number } from "../../i18n/format";
import { ButtonLink } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import type { Kind } from "./types";
import { kindWords } from "./words";

export default function KindsScreen(_: { params: Params }) {
  const loading = useLoad<Kind[]>("/api/kinds");
  const checklists = useLoad<Page<{ key: string; name: Text }>>("/api/checklists");
  const names = new Map((checklists.value?.items ?? []).map((one) => [one.key, inLanguage(one.name)]));
  const w = kindWords();
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.title} sub={w.sub} actions={may("kinds.write") && <ButtonLink kind="primary" icon="plus" href="/app/settings/kinds/new">{w.newKind}</ButtonLink>} />
      <SectionTabs of="settings" />
      <Loaded of={loading}>
        {(kinds) => <DataTable caption={w.title} columns={columns(names)} rows={kinds} keyOf={(kind) => kind.key} href={(kind) => `/app/settings/kinds/${kind.key}`} empty={<Blank icon="list" title={w.none} />} />}
      </Loaded>
    </Frame>
  );
}

function columns(checklists: ReadonlyMap<string, string>): Column<Kind>[] {
  const w = kindWords();
  return [
    { key: "name", title: w.name, cell: (kind) => inLanguage(kind.name), by: (kind) => inLanguage(kind.name) },
    { key: "symbol", title: w.symbol, cell: (kind) => <span class="code">{kind.symbol}</span>, by: (kind) => kind.symbol },
    { key: "use", title: w.use, cell: (kind) => w.usedAs[useOf(kind)], by: useOf },
    { key: "checklist", title: w.checklist, cell: (kind) => (kind.checklist ? (checklists.get(kind.checklist) ?? kind.checklist) : w.noChecklist), by: (kind) => kind.checklist },
    { key: "fields", title: w.fields, end: true, cell: (kind) => w.fieldCount(number(kind.fields.length)), by: (kind) => kind.fields.length },
  ];
}

function useOf(kind: Kind): "both" | "site" | "asset" | "none" {
  if (kind.site && kind.asset) return "both";
  return kind.site ? "site" : kind.asset ? "asset" : "none";
}
