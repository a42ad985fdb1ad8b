/** One bar, always in the same place: is there a network, and what exists only on this phone. */
import { size } from "../i18n/format";
import { shell } from "../i18n/shell";
import { Icon, type IconName } from "../ui/icon";
import { bytesWaiting, photosWaiting, refused, storeFailure, waiting } from "./queue";
import { unread } from "./inbox";
import { isCrew, standing } from "./session";
import { applyUpdate, newVersion } from "./update";
import { reachable, sending } from "./working";
import { askToSignIn } from "./signin";

interface Shown {
  tone: "ok" | "info" | "warn" | "danger" | "off";
  icon: IconName;
  words: string;
}

function shown(): Shown {
  const w = shell().bar;
  const count = waiting.value.length || photosWaiting.value.length;
  if (standing.value === "expired") return { tone: "danger", icon: "key", words: w.expired };
  if (!reachable.value) return { tone: "off", icon: "signal", words: count ? w.offlineWaiting(count) : w.offline };
  if (count && sending.value) return { tone: "info", icon: "outbox", words: w.sending(count) };
  return count ? { tone: "info", icon: "info", words: w.onlineWaiting(count) } : { tone: "ok", icon: "ok", words: w.online };
}

/** Always there for crews, so that nothing jumps when a message comes. */
function InboxLink() {
  const count = unread.value;
  return (
    <a class="button quiet square bell" href="/app/my/inbox" aria-label={shell().bar.inbox(count)}>
      <Icon name="bell" />
      {count > 0 && <b>{count > 99 ? "99+" : count}</b>}
    </a>
  );
}

export function StatusBar() {
  const w = shell().bar;
  const { tone, icon, words } = shown();
  const more = waiting.value.length + photosWaiting.value.length > 0;
  return (
    <header class="statusbar">
      <a class="status-words" href="/app/outbox" data-state={tone}>
        <span class={`status ${tone}`} role="status">
          <Icon name={icon} />
          {words}
        </span>
        {more && <span class="muted small">{w.details(photosWaiting.value.length, size(bytesWaiting.value))}</span>}
        {refused.value.length > 0 && <span class="status danger small">{w.refused(refused.value.length)}</span>}
      </a>
      {isCrew.value && <InboxLink />}
      {standing.value === "expired" && (
        <button type="button" class="button small" onClick={() => askToSignIn(true)}>
          {w.signIn}
        </button>
      )}
      {newVersion.value && (
        <button type="button" class="button small" onClick={applyUpdate}>
          {w.update} · {w.updateNow}
        </button>
      )}
      {storeFailure.value && (
        <p class="status danger" role="alert" style="white-space:normal">
          {w.store}
        </p>
      )}
    </header>
  );
}
