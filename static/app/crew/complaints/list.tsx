/** The complaints that concern this person, the tightest clock first; complete without signal. */
import "../../shell/start";
import { useState } from "preact/hooks";
import { nameOf } from "../../i18n";
import { me } from "../../shell/session";
import { navigate, search } from "../../shell/router";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Blank } from "../../ui/notice";
import { CrewScreen } from "../frame";
import { TABS, type Tab, listed } from "./lists";
import { useComplaints } from "./reading";
import { ComplaintRow, doorOf, titleOf } from "./row";
import type { Standing } from "./standing";
import { phoneComplaints } from "./words";

const SHOWN_AT_ONCE = 40;

export default function ComplaintList() {
  const w = phoneComplaints();
  const known = useComplaints();
  const [text, setText] = useState("");
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (known === null) return null;
  const person = me.value!;
  const count = (tab: Tab): number => listed(known, tab, person).length;
  const tab = chosenTab(count);
  const found = listed(known, tab, person).filter((standing) => fits(standing, text));
  return (
    <CrewScreen title={w.title}>
      <nav class="tabrow" aria-label={w.which}>
        {TABS.map((each) => (
          <a key={each} class="tabcell" href={`/app/my/complaints?tab=${each}`} aria-current={each === tab ? "page" : undefined} onClick={(event) => turnTo(event, each)}>
            {w.tabs[each]}
            <b>{count(each)}</b>
          </a>
        ))}
      </nav>
      <TextField label={w.find} type="search" inputMode="search" value={text} onInput={setText} />
      <section aria-label={w.tabs[tab]} class="stack-tight">
        <h2 class="sr">{w.tabs[tab]}</h2>
        {found.length === 0 && <Blank title={text ? w.nothingFound : w.nothing[tab]} icon={text ? "search" : "ok"} />}
        {found.slice(0, shown).map((standing) => (
          <ComplaintRow key={standing.complaint.id} standing={standing} />
        ))}
        {found.length > shown && <Button onClick={() => setShown(shown + SHOWN_AT_ONCE)}>{w.more(Math.min(SHOWN_AT_ONCE, found.length - shown))}</Button>}
      </section>
    </CrewScreen>
  );
}

/** Turning a tab is no step back in the history. */
function turnTo(event: MouseEvent, tab: Tab): void {
  event.preventDefault();
  navigate(`/app/my/complaints?tab=${tab}`, { replace: true });
}

/** As asked for; else one's own, or the crew's where nothing is one's own. */
function chosenTab(count: (tab: Tab) => number): Tab {
  const asked = search.value.get("tab") as Tab | null;
  if (asked && TABS.includes(asked)) return asked;
  return count("mine") > 0 || count("crew") === 0 ? "mine" : "crew";
}

function fits({ complaint }: Standing, text: string): boolean {
  const { number, station, officer } = complaint;
  const told = [number, titleOf(complaint), doorOf(complaint), station && nameOf(station), officer?.name].join(" ").toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => told.includes(word));
}
