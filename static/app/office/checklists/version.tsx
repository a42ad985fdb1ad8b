/** A version as the form it is: every item with its source, limits and what a failure means. Printed, it can be filled in by hand. */
import { useState } from "preact/hooks";
import { type Page, post } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead, Section } from "../../ui/page";
import { Chip, type Tone } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { PrintButton } from "../print";
import { listed, office, wordOf } from "../words";
import { Paper } from "./paper";
import type { Summary, Version } from "./types";
import { checklistKind } from "./kind";
import { checklists } from "./words";

const TONE: Record<string, Tone> = { published: "ok", draft: "info", retired: "off" };

export default function VersionScreen({ params }: { params: Params }) {
  const loading = useLoad<Version>(`/api/checklists/${params["id"]}`);
  const version = loading.value;
  return (
    <Frame crumbs={[{ name: office().page.checklists, href: "/app/checklists" }, { name: version ? inLanguage(version.document.name) : "…" }]}>
      <Loaded whole of={loading}>{(shown) => <VersionView version={shown} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function VersionView({ version, onChanged }: { version: Version; onChanged: () => void }) {
  const w = checklists();
  const sub = [w.number(number(version.number)), listed(version.document.kinds.map(checklistKind)), version.published_at && dateTime(version.published_at)].filter(Boolean).join(" · ");
  return (
    <>
      <PageHead
        title={inLanguage(version.document.name)}
        sub={sub}
        status={<Chip status={TONE[version.state] ?? "off"}>{wordOf(w.states, version.state)}</Chip>}
        actions={
          <>
            <PrintButton />
            {may("checklists.publish") && <Actions version={version} onChanged={onChanged} />}
          </>
        }
      />
      <p class="print-only">{`${w.place} ____________________   ${w.inspectedBy} ______________   ${w.on} ______________`}</p>
      <Paper document={version.document} />
      <div class="no-print">
        <Section title={w.versions}>
          <Versions of={version.key} />
        </Section>
      </div>
    </>
  );
}

function Actions({ version, onChanged }: { version: Version; onChanged: () => void }) {
  const w = checklists();
  const [asked, setAsked] = useState<"draft" | "publish" | null>(null);
  const draft = async (): Promise<void> => {
    const made = await post<Version>(`/api/checklists/${version.key}/versions`, {});
    navigate(`/app/checklists/${made.id}`);
  };
  const publish = async (): Promise<void> => {
    await post(`/api/checklists/versions/${version.id}/publication`, { version: version.version });
    onChanged();
  };
  const close = (): void => setAsked(null);
  return (
    <>
      {version.state === "draft" ? (
        <>
          <ButtonLink icon="pencil" href={`/app/checklists/${version.id}/edit`}>{w.edit}</ButtonLink>
          <Button kind="primary" onClick={() => setAsked("publish")}>{w.publish}</Button>
        </>
      ) : (
        <Button icon="plus" onClick={() => setAsked("draft")}>{w.newDraft}</Button>
      )}
      {asked === "draft" && <Confirm danger={false} title={w.newDraft} action={w.newDraft} onConfirm={draft} onClose={close}>{w.newDraftText}</Confirm>}
      {asked === "publish" && <Confirm danger={false} title={w.publishTitle} action={w.publish} onConfirm={publish} onClose={close}>{w.publishText}</Confirm>}
    </>
  );
}

function Versions({ of }: { of: string }) {
  const loading = useLoad<Page<Summary>>(`/api/checklists/${of}/versions`);
  const w = checklists();
  const columns: Column<Summary>[] = [
    { key: "number", title: w.versionsTitle, cell: (row) => w.number(number(row.number)), by: (row) => row.number },
    { key: "state", title: w.state, cell: (row) => wordOf(w.states, row.state) },
    { key: "items", title: w.items, end: true, cell: (row) => number(row.items) },
    { key: "published", title: w.published, end: true, cell: (row) => (row.published_at ? dateTime(row.published_at) : "—") },
  ];
  return <Loaded of={loading}>{(page) => <DataTable caption={w.versions} columns={columns} rows={page.items} keyOf={(row) => row.id} href={(row) => `/app/checklists/${row.id}`} />}</Loaded>;
}
