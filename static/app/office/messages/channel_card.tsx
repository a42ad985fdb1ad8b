/** One channel: does it work, when is it quiet, and a test that says at once what came back. */
import { useState } from "preact/hooks";
import { del, patch } from "../../api";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Status } from "../../ui/status";
import { Last } from "./last";
import { TestButton } from "./test_button";
import type { Channel } from "./types";
import { messages } from "./words";

interface ChannelCardProps {
  channel: Channel;
  onEdit: () => void;
  onChanged: () => void;
}

export function ChannelCard({ channel, onEdit, onChanged }: ChannelCardProps) {
  const w = messages();
  const [removing, setRemoving] = useState(false);
  const path = `/api/channels/${channel.id}`;
  const turn = async (): Promise<void> => {
    await patch(path, { enabled: !channel.enabled });
    onChanged();
  };
  const remove = async (): Promise<void> => {
    await del(path);
    onChanged();
  };
  return (
    <article class="channel" aria-label={channel.name}>
      <div>
        <h2>{channel.name}</h2>
        <p class="muted">
          {w.kinds[channel.kind]} · <span class="code">{channel.hint}</span>
        </p>
        <p class="muted">{channel.quiet_hours ? w.quietWords(channel.quiet_hours.start, channel.quiet_hours.end) : w.noQuiet}</p>
        <Last last={channel.last} waiting={channel.waiting} />
      </div>
      <div class="actions">
        <Status status={channel.enabled ? "ok" : "off"}>{channel.enabled ? w.enabled : w.disabled}</Status>
        <Button onClick={onEdit}>{w.edit}</Button>
        <Button onClick={() => void turn()}>{channel.enabled ? w.turnOff : w.turnOn}</Button>
        <Button kind="danger" onClick={() => setRemoving(true)}>{w.remove}</Button>
      </div>
      <TestButton path={path} onDone={onChanged} />
      {removing && (
        <Confirm title={w.removeTitle} action={w.remove} onConfirm={remove} onClose={() => setRemoving(false)}>
          <p><b>{channel.name}</b></p>
          <p>{w.removeText}</p>
        </Confirm>
      )}
    </article>
  );
}
