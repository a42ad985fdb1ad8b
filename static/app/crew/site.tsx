/** The devices of one place, the ones that need work first. */
import "../shell/start";
import { nameOf } from "../i18n";
import { crew } from "../i18n/crew";
import { today } from "../i18n/today";
import { date, isoDate } from "../i18n/format";
import type { Params } from "../shell/router";
import { by, all, one } from "../store/mirror";
import { Icon } from "../ui/icon";
import { Blank } from "../ui/notice";
import { Status } from "../ui/status";
import { ComplaintsHere } from "./complaints/here";
import { CrewScreen } from "./frame";
import { inspectedHere, useMirror } from "./knowledge";
import { seasonAt } from "./work";

async function readSite(id: string) {
  const [site, assets, seasons] = await Promise.all([one("site", id), by("site", "asset", id), all("season")]);
  const states = await Promise.all(assets.map((asset) => one("asset_state", asset.id)));
  return { site, assets, seasons, states: new Map(states.flatMap((state) => (state ? [[state.asset, state] as const] : []))) };
}

export default function Place({ params }: { params: Params }) {
  const w = crew().site;
  const known = useMirror(() => readSite(params["id"]!), [params["id"]]);
  if (known === null) return null;
  const { site } = known;
  if (site === null) {
    return (
      <CrewScreen title={w.gone}>
        <Blank title={w.gone} icon="search">{w.goneText}</Blank>
      </CrewScreen>
    );
  }
  const here = inspectedHere();
  const since = seasonAt(known.seasons, isoDate(new Date()), site.area)?.preparation_starts_on ?? "";
  const stateOf = (id: string) => {
    const state = known.states.get(id);
    return state && state.happened_at >= since ? state : null;
  };
  const rank = (id: string): number => (here.has(id) ? 2 : stateOf(id)?.failing.length ? 0 : stateOf(id) ? 2 : 1);
  const assets = known.assets.filter((asset) => asset.status !== "retired").sort((a, b) => rank(a.id) - rank(b.id) || a.code.localeCompare(b.code));
  return (
    <CrewScreen title={nameOf(site)} sub={[site.code, site.address].filter(Boolean).join(" · ")}>
      <ComplaintsHere places={[site.id, ...assets.map(({ id }) => id)]} />
      <ul class="list places">
        {assets.map((asset) => {
          const state = stateOf(asset.id);
          return (
            <li key={asset.id}>
              <a class="place" href={`/app/assets/${asset.id}`}>
                <b>{nameOf(asset)}</b>
                <span class="muted">{asset.code}</span>
                {state && !here.has(asset.id) && (
                  <Status status={state.failing.length ? "danger" : "ok"}>
                    {state.failing.length ? today().failing(state.failing.length) : `${today().done} ${date(state.happened_at)}`}
                  </Status>
                )}
                {here.has(asset.id) && <Status status="info">{today().done}</Status>}
                {!state && !here.has(asset.id) && <span class="status off"><Icon name="off" />{w.never}</span>}
              </a>
            </li>
          );
        })}
      </ul>
    </CrewScreen>
  );
}
