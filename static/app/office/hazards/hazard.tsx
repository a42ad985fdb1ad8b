/** One hazard: what it is, what one can do now, how long there is, and everything that has happened to it. */
import { useState } from "preact/hooks";
import { type ChecklistVersion, query } from "../../api";
import { type Params, search } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage, language, nameOf } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import type { Inspection } from "../inspections/types";
import { ButtonLink } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section } from "../../ui/page";
import { Photos } from "../../ui/photos";
import { Compare } from "../../ui/compare";
import { GradeChip } from "../../ui/grade";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areaTrail, isKnownOrganization, organizationTrail } from "../lookups";
import { HAZARD_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { Clocks } from "./clocks";
import { codeName, useCodes } from "./codes";
import { Extensions } from "./extensions";
import { MarkChips } from "./marks";
import { PlanView } from "./plan_view";
import { StepBar, stepsOf } from "./step_bar";
import { StoryLine } from "./story_line";
import { titleOf } from "./title";
import type { Hazard, Step, StepName, Story } from "./types";
import { hazards } from "./words";

export default function HazardScreen({ params }: { params: Params }) {
  const loading = useLoad<Story>(`/api/hazards/${params["id"]}`);
  useLive(["hazard"], loading.reload);
  return (
    <Frame live crumbs={[{ name: office().page.hazards, href: "/app/hazards" }, { name: loading.value?.number ?? "…" }]}>
      <Loaded whole of={loading}>{(story) => <HazardView key={story.id} story={story} onDone={loading.reload} />}</Loaded>
    </Frame>
  );
}

function HazardView({ story, onDone }: { story: Story; onDone: () => void }) {
  const w = hazards();
  const [asked, setAsked] = useState<StepName | null>(askedInAddress(story));
  return (
    <>
      <p class="print-only">{w.printTitle}</p>
      <PageHead
        title={titleOf(story)}
        sub={<Where hazard={story} />}
        status={
          <>
            <GradeChip of={story.grade}>{wordOf(office().grade, story.grade)}</GradeChip>
            <Chip status={toneOf(HAZARD_TONE, story.status)}>{wordOf(office().hazardStatus, story.status)}</Chip>
            <MarkChips of={story} />
          </>
        }
        actions={
          <>
            <ButtonLink icon="printer" href={query(`/api/hazards/${story.id}/notice.pdf`, { lang: language.value })} target="_blank">{w.printNotice}</ButtonLink>
            {may("hazards.supervise") && <ButtonLink icon="letter" href={`/app/letters/new?hazard=${story.id}`}>{w.letter}</ButtonLink>}
          </>
        }
      />
      <StepBar story={story} asked={asked} onAsk={setAsked} onDone={onDone} />
      <div class="columns main-side">
        <div>
          <Pictures story={story} />
          <Section title={w.description}>
            <p class={story.description ? "" : "muted"}>{story.description || w.noDescription}</p>
          </Section>
          {(story.plan_needed || story.plan) && <PlanView story={story} />}
          {story.extensions.length > 0 && <Extensions extensions={story.extensions} />}
        </div>
        <div>
          <Clocks hazard={story} />
          <Section title={w.facts}>
            <Registered hazard={story} />
          </Section>
        </div>
      </div>
      <Section title={w.story}>
        <StoryLine story={story} />
      </Section>
    </>
  );
}

/** "?do=accept" opens that form, for links from lists and messages. */
function askedInAddress(story: Story): StepName | null {
  const wanted = search.value.get("do") as StepName | null;
  return wanted && stepsOf(story).includes(wanted) ? wanted : null;
}

function Where({ hazard }: { hazard: Hazard }) {
  return (
    <>
      <span class="code">{hazard.number}</span> · <a href={`/app/readiness/sites/${hazard.site.id}`}>{nameOf({ name_en: null, ...hazard.site })}</a>
      {hazard.asset && (
        <>
          {" › "}
          <a href={`/app/registry/assets/${hazard.asset.id}`}>{nameOf({ name_en: null, ...hazard.asset })}</a>
        </>
      )}
    </>
  );
}

/** As reported; once something was done, before and after side by side. */
function Pictures({ story }: { story: Story }) {
  const w = hazards();
  const after = latestAfter(story.steps);
  if (after.length > 0) {
    const before = story.steps.flatMap((step) => step.photos).filter((photo) => photo.role === "before");
    return (
      <Section title={w.beforeAfter}>
        <Compare before={before.length > 0 ? before : story.photos} after={after} about={titleOf(story)} />
      </Section>
    );
  }
  return <Section title={w.photos}>{story.photos.length > 0 ? <Photos pictures={story.photos} about={titleOf(story)} /> : <p class="muted">{w.noPhotos}</p>}</Section>;
}

/** What it looked like when it was last rectified; the verifier's own pictures stand in the story. */
function latestAfter(steps: readonly Step[]): Step["photos"] {
  const done = steps.filter((step) => step.step === "rectify" || step.step === "fix_on_the_spot").at(-1);
  return done?.photos.filter((photo) => photo.role !== "before") ?? [];
}

function Registered({ hazard }: { hazard: Story }) {
  const w = hazards();
  const codes = useCodes();
  return (
    <Facts
      rows={[
        [w.unit, isKnownOrganization(hazard.unit.path) ? organizationTrail(hazard.unit.path) : nameOf(hazard.unit)],
        [w.responsible, hazard.responsible?.name ?? office().unknown],
        hazard.supervised && [w.supervised, `${hazard.supervised.leader.name} · ${dateTime(hazard.supervised.at)}`],
        hazard.code && [w.code, <a key="code" href={`/app/settings/codes/${hazard.code}`}>{codeName(codes, hazard.code)}</a>],
        hazard.weak_link && [w.weakLink, w.weakLinkText],
        [w.source, wordOf(w.sources, hazard.source)],
        hazard.inspection && [w.cause, <Cause key="cause" hazard={hazard} inspection={hazard.inspection} />],
        [w.reporter, hazard.reporter.name],
        [office().field.organization, organizationTrail(hazard.organization)],
        [office().field.area, areaTrail(hazard.area)],
        hazard.label && [w.label, <span key="label" class="code">{hazard.label}</span>],
        hazard.position && [w.position, `${hazard.position.latitude.toFixed(5)}, ${hazard.position.longitude.toFixed(5)}${hazard.position.accuracy_m === null ? "" : ` ± ${number(hazard.position.accuracy_m, 0)} m`}`],
      ]}
    />
  );
}

/** The failing item of the inspection that raised it, in the words of the checklist. */
function Cause({ hazard, inspection }: { hazard: Hazard; inspection: string }) {
  const record = useLoad<Inspection>(hazard.item ? `/api/inspections/${inspection}` : null);
  const version = useLoad<ChecklistVersion>(record.value ? `/api/checklists/${record.value.checklist_version}` : null);
  const item = version.value?.document.sections.flatMap((section) => section.items).find((one) => one.key === hazard.item);
  return (
    <>
      <a href={`/app/inspections/${inspection}`}>{hazards().seeInspection}</a>
      {item && <span class="muted">{inLanguage(item.title)}</span>}
    </>
  );
}
