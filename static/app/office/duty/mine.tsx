/** One's own watches: sign in, hand over, swap, answer. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { me } from "../../shell/session";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { HandOverForm } from "./hand_over_form";
import { span } from "./spans";
import { SwapForm } from "./swap_form";
import { ToHandle } from "./to_handle";
import type { Own, OwnWatch, Swap } from "./types";
import { WatchLine } from "./watch_line";
import { dutyWords } from "./words";

export default function MyWatchesScreen(_: { params: Params }) {
  const loading = useLoad<Own>("/api/duty/own");
  useLive(["roster", "notification"], loading.reload);
  const w = dutyWords();
  return (
    <Frame live crumbs={[{ name: w.now, href: "/app/duty" }, { name: w.mine }]}>
      <PageHead title={w.mine} sub={w.mineSub} />
      <SectionTabs of="duty" />
      <Loaded of={loading}>{(own) => <MyDuty own={own} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function MyDuty({ own, onChanged }: { own: Own; onChanged: () => void }) {
  const w = dutyWords();
  const [handing, setHanding] = useState<OwnWatch | null>(null);
  const [swapping, setSwapping] = useState<OwnWatch | null>(null);
  const done = (): void => {
    setHanding(null);
    setSwapping(null);
    onChanged();
  };
  const settled = own.swaps.filter((swap) => swap.status !== "asked" || swap.asker.id === me.value?.user.id);
  return (
    <>
      <ToHandle own={own} onChanged={onChanged} />
      {own.watches.length === 0 ? (
        <Blank icon="calendar" title={w.noWatches} />
      ) : (
        <Section title={w.watches}>
          <ul class="plain cards-list">
            {own.watches.map((watch) => (
              <WatchLine key={watch.organization + watch.area + watch.post + watch.starts_at} watch={watch} now={Date.parse(own.at)} onHandOver={() => setHanding(watch)} onSwap={() => setSwapping(watch)} onSigned={onChanged} />
            ))}
          </ul>
        </Section>
      )}
      {settled.length > 0 && (
        <Section title={w.swaps}>
          <ul class="plain cards-list">
            {settled.map((swap) => (
              <SwapLine key={swap.id} swap={swap} />
            ))}
          </ul>
        </Section>
      )}
      {handing && <HandOverForm watch={handing} onClose={done} />}
      {swapping && <SwapForm watch={swapping} own={own.watches} onClose={done} />}
    </>
  );
}

const TONES = { asked: "info", accepted: "ok", declined: "warn", withdrawn: "off" } as const;

function SwapLine({ swap }: { swap: Swap }) {
  const w = dutyWords();
  const when = span(swap.starts_at, swap.ends_at);
  const isMine = swap.asker.id === me.value?.user.id;
  return (
    <li class="stack">
      <span>{isMine ? w.swapGiven(swap.asked.name, when) : w.swapFrom(swap.asker.name, when)}</span>
      {swap.return_starts_at && <span class="muted">{`${w.swapReturn} ${span(swap.return_starts_at, swap.return_ends_at ?? swap.return_starts_at)}`}</span>}
      <Status status={TONES[swap.status]}>{swap.answer ? `${w.swapStates[swap.status]}：${swap.answer}` : w.swapStates[swap.status]}</Status>
    </li>
  );
}
