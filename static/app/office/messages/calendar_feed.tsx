/** An address for calendar apps; whoever knows it sees the deadlines. */
import { useState } from "preact/hooks";
import { del, post } from "../../api";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Secret } from "../secret";
import { messages } from "./words";

const PATH = "/api/account/calendar-feed";

export function CalendarFeed() {
  const w = messages();
  const loading = useLoad<{ made_at: string | null }>(PATH);
  const [url, setUrl] = useState<string | null>(null);
  const [dropping, setDropping] = useState(false);
  const make = async (): Promise<void> => {
    setUrl((await post<{ url: string }>(PATH)).url);
    loading.reload();
  };
  const drop = async (): Promise<void> => {
    await del(PATH);
    setUrl(null);
    loading.reload();
  };
  return (
    <div class="stack">
      <p class="lead-in">{w.calendarText}</p>
      {url && (
        <>
          <Secret text={url} />
          <p class="muted">{w.feedOnce}</p>
        </>
      )}
      <Loaded of={loading}>
        {({ made_at }) => (
          <>
            {made_at && <p>{w.feedSince(dateTime(made_at))}</p>}
            <div class="actions">
              <Button icon="calendar" onClick={() => void make()}>{made_at ? w.renewFeed : w.makeFeed}</Button>
              {made_at && <Button kind="danger" onClick={() => setDropping(true)}>{w.dropFeed}</Button>}
            </div>
          </>
        )}
      </Loaded>
      {dropping && (
        <Confirm title={w.dropFeed} action={w.dropFeed} onConfirm={drop} onClose={() => setDropping(false)}>
          <p>{w.dropFeedText}</p>
        </Confirm>
      )}
    </div>
  );
}
