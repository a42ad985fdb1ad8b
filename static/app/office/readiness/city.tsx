/** The leader's page: how ready the city is, why it is not, and the way down to each single inspection. Follows changes by itself. */
import { useMemo } from "preact/hooks";
import type { Season } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage, nameOf } from "../../i18n";
import { date, dateTime, isoDate, number } from "../../i18n/format";
import { ButtonLink } from "../../ui/button";
import { Stat } from "../../ui/charts";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { Changing } from "../changed";
import { Frame } from "../frame";
import { useLive } from "../live";
import { PrintButton } from "../print";
import { office } from "../words";
import { Breakdown } from "./breakdown";
import { InspectionDays } from "./days";
import { OverrideList } from "./overrides";
import { overrideWords } from "./override_words";
import { SeasonRuler } from "./ruler";
import { GateShares, Scores, StateBar } from "./summary";
import { Reasons } from "./reasons";
import type { City } from "./types";
import { readiness } from "./words";

export default function ReadinessScreen(_: { params: Params }) {
  const loading = useLoad<City>("/api/readiness");
  useLive(["readiness", "inspection", "asset_state", "hazard", "site", "asset", "season"], loading.reload);
  return (
    <Frame live crumbs={[{ name: office().page.readiness }]}>
      <Loaded whole of={loading}>{(city) => <CityReadiness city={city} />}</Loaded>
    </Frame>
  );
}

function CityReadiness({ city }: { city: City }) {
  if (city.total.sites === 0) return <NoSites />;
  return (
    <>
      <PageHead title={readiness().reportTitle} sub={office().asOf(dateTime(city.as_of))} actions={<Exports />} />
      <OverrideList overrides={city.overrides} />
      {city.season ? <Calendar season={city.season} left={city.days_left ?? 0} today={isoDate(new Date(city.as_of))} /> : <NoSeason />}
      <Section title={readiness().sitesReady} aside={<a href="/app/readiness/sites">{readiness().allSites}</a>}>
        <ReadyShare city={city} />
      </Section>
      <Section title={readiness().scores} aside={readiness().scoresNote}>
        <Scores of={city.total} />
      </Section>
      <Section title={readiness().cityGates} aside={readiness().cityGatesNote}>
        <GateShares gates={city.total.gates} due={city.season?.gates ?? {}} />
      </Section>
      <div class="columns main-side">
        <Section title={readiness().whyNot} aside={readiness().whyNotNote}>
          <Blockers blockers={city.blockers} />
        </Section>
        <Section title={readiness().gaps}>
          <Gaps city={city} />
        </Section>
      </div>
      <Groups city={city} />
      <div class="print-only">
        <span class="signature-box">{readiness().signed}</span>
        <span class="signature-box">{readiness().received}</span>
      </div>
    </>
  );
}

function Calendar({ season, left, today }: { season: Season; left: number; today: string }) {
  return (
    <div class="ready-share">
      <Countdown season={season} left={left} today={today} />
      <SeasonRuler season={season} today={today} />
    </div>
  );
}

/** Days until the heating starts, or how far into the season we are, beside the season's ruler. */
function Countdown({ season, left, today }: { season: Season; left: number; today: string }) {
  const w = readiness();
  if (left > 0) return <Stat what={w.untilStart} value={number(left)} unit={w.days}><span class="muted">{w.startsOn(date(season.starts_on))}</span></Stat>;
  const day = number(daysBetween(season.starts_on, today) + 1);
  const over = today > season.ends_on;
  return <Stat what={over ? w.over : w.intoSeason} value={over ? "—" : day} unit={over ? "" : w.dayOfSeason}><span class="muted">{w.endsOn(date(season.ends_on))}</span></Stat>;
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function Exports() {
  return (
    <>
      <PrintButton />
      <ButtonLink icon="download" href="/api/readiness.xlsx" download>
        {office().exportXlsx}
      </ButtonLink>
    </>
  );
}

function ReadyShare({ city: { total } }: { city: City }) {
  const share = total.sites ? Math.floor((total.ready / total.sites) * 100) : 0;
  return (
    <div class="ready-share">
      <Stat what={readiness().sitesOf(number(total.sites))} value={<Changing value={total.ready}>{number(total.ready)}</Changing>} unit={`${share}%`} href="/app/readiness/sites?state=ready">
        {total.overridden > 0 && <a class="target" href="/app/readiness/sites?overridden=true">{overrideWords().ofThem(number(total.overridden))}</a>}
      </Stat>
      <StateBar of={total} />
    </div>
  );
}

function Blockers({ blockers }: { blockers: City["blockers"] }) {
  if (blockers.length === 0) return <Blank icon="ok" title={readiness().noBlockers} />;
  return (
    <ol class="plain ruled">
      {blockers.map(({ site, households, reasons }) => (
        <li key={site.id} class="split">
          <a href={`/app/readiness/sites/${site.id}`}>
            <b>{nameOf({ name_en: null, ...site })}</b>
            <span class="muted">{households > 0 && readiness().householdsAt(number(households))}</span>
          </a>
          <Reasons reasons={reasons} />
        </li>
      ))}
    </ol>
  );
}

function Gaps({ city: { total, as_of: asOf } }: { city: City }) {
  const missing = total.assets - total.inspected;
  return (
    <div class="stack">
      <Stat what={readiness().notInspected} value={<Changing value={missing}>{number(missing)}</Changing>} href="/app/readiness/uninspected">
        <span class="muted">{readiness().inspectedOf(number(total.inspected), number(total.assets))}</span>
      </Stat>
      <Stat what={readiness().openHazards} value={<Changing value={total.open_hazards}>{number(total.open_hazards)}</Changing>} href="/app/hazards">
        {total.open_major > 0 ? (
          <a href="/app/hazards?grade=major">{readiness().ofThemMajor(number(total.open_major))}</a>
        ) : (
          <span class="muted">{readiness().noMajor}</span>
        )}
        {total.weak_links > 0 && <a class="target" href="/app/hazards?weak_link=true">{overrideWords().weakLinks(number(total.weak_links))}</a>}
      </Stat>
      <InspectionDays asOf={asOf} />
    </div>
  );
}

function Groups({ city }: { city: City }) {
  const companies = useMemo(() => city.companies.map((group) => ({ ...group, key: group.path, label: nameOf(group), href: `/app/readiness/sites?organization=${encodeURIComponent(group.path)}` })), [city.companies]);
  const districts = useMemo(() => city.districts.map((group) => ({ ...group, key: group.path, label: nameOf(group), href: `/app/readiness/sites?area=${encodeURIComponent(group.path)}` })), [city.districts]);
  const kinds = useMemo(() => city.kinds.map((group) => ({ ...group, label: inLanguage(group.name), href: `/app/readiness/sites?kind=${group.key}` })), [city.kinds]);
  return (
    <>
      <Section title={readiness().by.company}>
        <Breakdown caption={readiness().by.company} groups={companies} />
      </Section>
      <Section title={readiness().by.district}>
        <Breakdown caption={readiness().by.district} groups={districts} />
      </Section>
      <Section title={readiness().by.kind}>
        <Breakdown caption={readiness().by.kind} groups={kinds} />
      </Section>
    </>
  );
}

function NoSites() {
  return (
    <>
      <PageHead title={readiness().reportTitle} />
      <Blank icon="building" title={readiness().noSites} actions={may("registry.import") && <ButtonLink kind="primary" href="/app/imports">{readiness().toImport}</ButtonLink>}>
        {readiness().noSitesText}
      </Blank>
    </>
  );
}

function NoSeason() {
  return (
    <Blank icon="calendar" title={readiness().noSeason} actions={may("seasons.write") && <ButtonLink href="/app/seasons">{readiness().setSeason}</ButtonLink>}>
      {readiness().noSeasonText}
    </Blank>
  );
}
