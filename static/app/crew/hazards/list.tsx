/** The hazards that concern this person, the most pressing first; complete without signal. */
import "../../shell/start";
import { useState } from "preact/hooks";
import { dateTime } from "../../i18n/format";
import { me } from "../../shell/session";
import { navigate, search } from "../../shell/router";
import { useNow } from "../../ui/clock";
import { Button, ButtonLink } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Blank } from "../../ui/notice";
import { CrewScreen } from "../frame";
import { type Tab, listed, tabsOf } from "./lists";
import { useStandings } from "./reading";
import { HazardRow, placeOf, titleOf } from "./row";
import type { Standing } from "./standing";
import { phoneHazards } from "./words";

const SHOWN_AT_ONCE = 40;

export default function HazardList() {
  const w = phoneHazards();
  const known = useStandings();
  const now = useNow();
  const [text, setText] = useState("");
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (known === null) return null;
  const person = me.value!;
  const count = (tab: Tab): number => listed(known, tab, person, now).length;
  const tabs = tabsOf(person);
  const tab = chosenTab(tabs, count);
  const found = listed(known, tab, person, now).filter((standing) => fits(standing, text));
  return (
    <CrewScreen title={w.title} actions={<><ButtonLink href="/app/report" icon="hazard">{w.act.report}</ButtonLink><ButtonLink kind="primary" href="/app/my/verification" icon="clipboard">{w.verification}</ButtonLink></>}>
      <nav class="tabrow" aria-label={w.which}>
        {tabs.map((each) => (
          <a key={each} class="tabcell" href={`/app/my/hazards?tab=${each}`} aria-current={each === tab ? "page" : undefined} onClick={(event) => turnTo(event, each)}>
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
          <HazardRow key={standing.hazard.id} standing={standing} aside={tab === "closed" && <p class="muted">{w.closedAt} {dateTime(standing.hazard.closed_at!)}</p>} />
        ))}
        {found.length > shown && <Button onClick={() => setShown(shown + SHOWN_AT_ONCE)}>{w.more(Math.min(SHOWN_AT_ONCE, found.length - shown))}</Button>}
      </section>
    </CrewScreen>
  );
}

/** Turning a tab is no step back in the history. */
function turnTo(event: MouseEvent, tab: Tab): void {
  event.preventDefault();
  navigate(`/app/my/hazards?tab=${tab}`, { replace: true });
}

/** As asked for; else one's own, or the unit's where nothing is one's own. */
function chosenTab(tabs: readonly Tab[], count: (tab: Tab) => number): Tab {
  const asked = search.value.get("tab") as Tab | null;
  if (asked && tabs.includes(asked)) return asked;
  return count("mine") > 0 ? "mine" : "unit";
}

function fits({ hazard }: Standing, text: string): boolean {
  const told = `${hazard.number} ${titleOf(hazard)} ${placeOf(hazard)} ${hazard.asset?.code ?? ""} ${hazard.responsible?.name ?? ""}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => told.includes(word));
}
