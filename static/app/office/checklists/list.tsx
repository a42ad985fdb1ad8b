import type { Page } from "../../api";
import type { Params } from "../../shell/router";
import { inLanguage } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { listed, office } from "../words";
import type { Summary } from "./types";
import { checklistKind } from "./kind";
import { checklists } from "./words";

export default function ChecklistsScreen(_: { params: Params }) {
  const loading = useLoad<Page<Summary>>("/api/checklists");
  useLive(["checklist"], loading.reload);
  return (
    <Frame crumbs={[{ name: office().page.checklists }]}>
      <PageHead title={checklists().title} sub={checklists().sub} />
      <Loaded of={loading}>
        {(page) => <DataTable foot caption={checklists().title} columns={columns()} rows={page.items} keyOf={(row) => row.id} href={(row) => `/app/checklists/${row.id}`} empty={<Blank icon="list" title={checklists().none} />} />}
      </Loaded>
    </Frame>
  );
}

function columns(): Column<Summary>[] {
  const w = checklists();
  return [
    { key: "name", title: w.name, cell: (row) => inLanguage(row.name), by: (row) => inLanguage(row.name) },
    { key: "kinds", title: w.kinds, cell: (row) => listed(row.kinds.map(checklistKind)) },
    { key: "items", title: w.items, end: true, cell: (row) => number(row.items), by: (row) => row.items },
    { key: "number", title: w.versionsTitle, end: true, cell: (row) => w.number(number(row.number)), by: (row) => row.number },
    { key: "published", title: w.published, end: true, cell: (row) => (row.published_at ? dateTime(row.published_at) : "—"), by: (row) => row.published_at },
  ];
}
