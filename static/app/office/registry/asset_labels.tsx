/** The labels an asset carries or carried. */
import type { Label } from "../labels/types";
import { hyphened, labels } from "../labels/words";
import { dateTime } from "../../i18n/format";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { useLive } from "../live";
import { LABEL_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import type { Asset } from "./types";
import { registry } from "./words";

export function AssetLabels({ asset }: { asset: Asset }) {
  const list = useList<Label>("/api/labels", { asset: asset.id }, (row) => row.id);
  useLive(["label"], list.reload);
  const w = labels();
  const columns: Column<Label>[] = [
    { key: "code", title: w.shortCode, cell: (row) => <span class="code">{hyphened(row.short_code)}</span>, by: (row) => row.short_code },
    { key: "state", title: w.state, cell: (row) => <Status status={toneOf(LABEL_TONE, row.state)}>{wordOf(office().labelState, row.state)}</Status> },
    { key: "attached", title: w.attached, cell: (row) => (row.attached_at ? dateTime(row.attached_at) : "—") },
    { key: "long", title: w.code, end: true, cell: (row) => <span class="code">{row.code}</span> },
  ];
  return <ListTable list={list} caption={registry().labels} columns={columns} keyOf={(row) => row.id} href={(row) => `/app/labels/${row.code}`} empty={<Blank icon="tag" title={registry().noLabels} />} />;
}
