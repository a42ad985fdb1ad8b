/** The devices an account is signed in on; each can be signed out. */
import { useState } from "preact/hooks";
import { type Page, del } from "../../api";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { deviceName } from "./device";
import type { SessionRow } from "./types";
import { people } from "./words";

/** `path` lists the sessions; `path/id` revokes one. */
export function Sessions({ path, mayRevoke }: { path: string; mayRevoke: boolean }) {
  const loading = useLoad<Page<SessionRow>>(path);
  const [asked, setAsked] = useState<SessionRow | null>(null);
  const w = people();
  const columns: Column<SessionRow>[] = [
    { key: "device", title: w.device, cell: (row) => <b>{deviceName(row.user_agent)}</b>, by: (row) => deviceName(row.user_agent) },
    { key: "address", title: w.address, cell: (row) => row.address },
    { key: "signed", title: w.signedIn, cell: (row) => dateTime(row.created_at), by: (row) => row.created_at },
    { key: "seen", title: w.lastSeen, cell: (row) => dateTime(row.last_seen_at), by: (row) => row.last_seen_at },
    { key: "revoke", title: w.revoke, silent: true, end: true, cell: (row) => (row.current ? <Status status="ok">{w.thisDevice}</Status> : mayRevoke && <Button onClick={() => setAsked(row)}>{w.revoke}</Button>) },
  ];
  return (
    <Loaded of={loading}>
      {(page) => (
        <>
          <DataTable caption={w.sessions} columns={columns} rows={page.items} keyOf={(row) => row.id} empty={<Blank icon="phone" title={w.noSessions} />} />
          {asked && (
            <Confirm
              title={w.revokeTitle}
              action={w.revoke}
              onClose={() => setAsked(null)}
              onConfirm={async () => {
                await del(`${path}/${asked.id}`);
                loading.reload();
              }}
            >
              <p><b>{deviceName(asked.user_agent)}</b></p>
              <p>{w.revokeText}</p>
            </Confirm>
          )}
        </>
      )}
    </Loaded>
  );
}
