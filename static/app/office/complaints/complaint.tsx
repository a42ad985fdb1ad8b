/** One complaint: what was said, what one can do now, how long there is, and everything that has happened to it. */
import { useEffect, useState } from "preact/hooks";
import { query } from "../../api";
import { type Params, search } from "../../shell/router";
import { may } from "../../shell/session";
import { language, nameOf } from "../../i18n";
import { date, dateTime, dueTime, quantity } from "../../i18n/format";
import { ButtonLink } from "../../ui/button";
import { Due } from "../../ui/clock";
import { Compare } from "../../ui/compare";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section } from "../../ui/page";
import { Photos } from "../../ui/photos";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areaTrail, organizationTrail } from "../lookups";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { categoryName, readCategories } from "./categories";
import { MarkChips } from "./marks";
import { storyWords } from "./story_words";
import { People } from "./person";
import { personal } from "./personal_words";
import { PromiseList } from "./promises";
import { Relatives } from "./relatives";
import { ReplyView } from "./reply_view";
import { StepBar } from "./step_bar";
import { StoryLine } from "./story_line";
import { stepWords } from "./step_words";
import { printedCode } from "./tracking";
import type { Clock, StepName, Story } from "./types";
import { VisitSection } from "../visits/section";
import { complaints } from "./words";

export default function ComplaintScreen({ params }: { params: Params }) {
  const id = params["id"] ?? "";
  const loading = useLoad<Story>(`/api/complaints/${id}`);
  useEffect(() => void readCategories(), []);
  useLive(["complaint"], loading.reload, id);
  return (
    <Frame live crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: loading.value?.number ?? "…" }]}>
      <Loaded whole of={loading}>{(story) => <ComplaintView key={story.id} story={story} onDone={loading.reload} />}</Loaded>
    </Frame>
  );
}

function ComplaintView({ story, onDone }: { story: Story; onDone: () => void }) {
  const [w, s] = [complaints(), storyWords()];
  const [asked, setAsked] = useState<StepName | null>(askedInAddress(story));
  return (
    <>
      <PageHead
        title={categoryName(story.category) || w.noCategory}
        sub={<><span class="code">{story.number}</span> · {story.address || w.noAddress}</>}
        status={
          <>
            <Chip status={toneOf(COMPLAINT_TONE, story.status)}>{wordOf(w.status, story.status)}</Chip>
            {story.urgency === "urgent" && <Chip status="danger">{w.urgency.urgent}</Chip>}
            <MarkChips row={story} />
            {story.reworks > 0 && <span class="chip plain">{s.reworks(story.reworks)}</span>}
            {story.reopenings > 0 && <span class="chip plain">{s.reopenings(story.reopenings)}</span>}
          </>
        }
        actions={may("complaints.receive") && <ButtonLink icon="printer" href={query(`/api/complaints/${story.id}/receipt.pdf`, { lang: language.value })} target="_blank">{s.receipt}</ButtonLink>}
      />
      <StepBar story={story} asked={asked} onAsk={setAsked} onDone={onDone} />
      <div class="columns main-side">
        <div>
          <Section title={w.text}>
            <p class="prose">{story.text}</p>
            {story.indoor_c !== null && <p class="muted">{stepWords().indoorOf(quantity(story.indoor_c, "°C"))}</p>}
            <Pictures story={story} />
          </Section>
          {story.reply && (
            <Section title={s.reply} aside={story.replied_by && `${story.replied_by.name} · ${dateTime(story.replied_at ?? "")}`}>
              <ReplyView reply={story.reply} />
            </Section>
          )}
          {story.draft && !story.reply && (
            <Section title={s.draft} aside={story.drafted_by && stepWords().draftBy(story.drafted_by.name)}>
              <ReplyView reply={story.draft} />
            </Section>
          )}
          {story.promises.length > 0 && <PromiseList promises={story.promises} />}
          <VisitSection complaint={story.id} closed={story.status === "closed"} />
          <Relatives story={story} />
        </div>
        <div>
          <Clocks clocks={story.clocks} />
          <Section title={personal().title}>{may("complaints.personal") ? <People id={story.id} /> : <p class="muted">{personal().notAllowed}</p>}</Section>
          <Section title={s.facts}>
            <Registered story={story} />
          </Section>
        </div>
      </div>
      <Section title={s.story}>
        <StoryLine story={story} />
      </Section>
    </>
  );
}

/** "?do=reply" opens that form, for links from lists and messages. */
function askedInAddress(story: Story): StepName | null {
  const wanted = search.value.get("do") as StepName | null;
  return wanted && story.allowed.includes(wanted) ? wanted : null;
}

/** As the resident sent them; once something was done, beside what it looks like now. */
function Pictures({ story }: { story: Story }) {
  const after = story.steps.filter((step) => step.step === "resolve").at(-1)?.photos ?? [];
  if (after.length > 0 && story.photos.length > 0) return <Compare before={story.photos} after={after} about={story.number} />;
  const shown = [...story.photos, ...after];
  return shown.length > 0 ? <Photos pictures={shown} about={story.number} /> : null;
}

function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const [w, s] = [complaints(), storyWords()];
  const running = clocks.filter((clock) => clock.state === "running" || clock.state === "paused");
  const ended = clocks.filter((clock) => !running.includes(clock) && clock.state !== "cancelled");
  return (
    <Section title={s.clocks}>
      {running.length === 0 && <p class="muted">{s.noClocks}</p>}
      <ul class="plain clocks">
        {running.map((clock) => (
          <li key={clock.id}>
            <span>
              <b>{wordOf(w.clock, clock.name)}</b>
              <span class="second">{stepWords().dueAt(dueTime(clock.due_at))}</span>
            </span>
            <Due at={clock.due_at} soon={1_800} paused={clock.state === "paused" ? { until: clock.paused_until } : null} />
          </li>
        ))}
        {ended.map((clock) => (
          <li key={clock.id} class="muted">
            <span>{wordOf(w.clock, clock.name)}</span>
            <span class={clock.state === "late" ? "status danger" : "status ok"}>{clock.state === "late" ? s.late : s.met}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Registered({ story }: { story: Story }) {
  const [w, s] = [complaints(), storyWords()];
  return (
    <Facts
      rows={[
        story.tracking_code && [w.tracking, <a key="track" class="code target" href={`/track/${story.tracking_code}`} target="_blank" rel="noopener">{printedCode(story.tracking_code)}</a>],
        [w.channelLabel, wordOf(w.channel, story.channel)],
        [w.kindLabel, wordOf(w.kind, story.kind)],
        story.matter_class && [w.matter, wordOf(w.matterClass, story.matter_class)],
        [w.received, `${dateTime(story.received_at)} · ${story.received_by.name}`],
        [w.station, story.station ? <a key="station" href={`/app/registry/assets/${story.station.id}`}>{nameOf(story.station)}</a> : w.noStation],
        [w.organization, organizationTrail(story.organization)],
        [w.officer, story.officer?.name ?? w.nobody],
        story.leader && [w.leader, story.leader.name],
        story.claimed_by && [s.claimed, story.claimed_by.name],
        [office().field.area, areaTrail(story.area)],
        story.promised_on && [stepWords().promisedOn, date(story.promised_on)],
        story.external_number && [s.external, `${story.external_system} ${story.external_number}`],
        story.label && [s.label, <span key="label" class="code">{story.label}</span>],
        story.rating && [s.rating, <RatingLine key="rating" story={story} />],
      ]}
    />
  );
}

function RatingLine({ story: { rating } }: { story: Story }) {
  const w = stepWords();
  if (!rating) return null;
  return (
    <>
      {[rating.solved ? w.yes : w.no, rating.score !== null && w.scoreOf(String(rating.score)), dateTime(rating.at)].filter(Boolean).join(" · ")}
      {rating.comment && <span class="muted prose">{rating.comment}</span>}
    </>
  );
}
