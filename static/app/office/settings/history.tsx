/** Who changed an entry and when; every former content can be read. */
import { useState } from "preact/hooks";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import type { Change, Changed } from "./types";
import { settings } from "./words";

interface HistoryProps {
  of: Changed;
  title: string;
  /** Where the entry is: its changes are below. */
  path: string;
}

/** One line with the last change, and the way to all of them. */
export function LastChange({ of, title, path }: HistoryProps) {
  const w = settings();
  const [open, setOpen] = useState(false);
  return (
    <span class="last-change">
      <span class="muted">{of.changed_by && of.changed_at ? w.changed(of.changed_by.name, dateTime(of.changed_at)) : w.builtIn}</span>
      {of.changed_by && <Button kind="quiet" onClick={() => setOpen(true)}>{w.history}</Button>}
      {open && <Changes title={title} path={path} onClose={() => setOpen(false)} />}
    </span>
  );
}

function Changes({ title, path, onClose }: { title: string; path: string; onClose: () => void }) {
  const w = settings();
  const loading = useLoad<Change[]>(`${path}/changes`);
  return (
    <Dialog wide title={`${title} · ${w.history}`} onClose={onClose}>
      <Loaded of={loading}>
        {(changes) => (
          <ol class="plain ruled">
            {changes.length === 0 && <li>{w.noHistory}</li>}
            {changes.map((change) => (
              <li key={change.version}>
                <b>{w.version(change.version)}</b> · {change.changed_by ? w.changed(change.changed_by.name, dateTime(change.changed_at)) : w.installed(dateTime(change.changed_at))}
                {change.note && <p class="prose">{change.note}</p>}
                <details class="twin">
                  <summary>{w.document}</summary>
                  <pre class="detail" tabIndex={0}>{JSON.stringify(change.document, null, 2)}</pre>
                </details>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}
