/** Complaints that belong together: merged ones, of the same home, at the same station. */
import { number } from "../../i18n/format";
import { Due } from "../../ui/clock";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { wordOf } from "../words";
import { categoryName } from "./categories";
import { storyWords } from "./story_words";
import type { Row, Story } from "./types";
import { complaints } from "./words";

const SHOWN = 5;

export function Relatives({ story }: { story: Story }) {
  const w = storyWords();
  return (
    <>
      {story.merged_into && <Elsewhere words={w.mergedInto} id={story.merged_into} />}
      {story.repeat_of && <Elsewhere words={w.repeatOf} id={story.repeat_of} />}
      {story.merged.length > 0 && <Rows title={w.merged} rows={story.merged} />}
      {story.same_home.length > 0 && <Rows title={w.sameHome} rows={story.same_home} />}
      {story.neighbours.length > 0 && <Rows title={w.neighbours} rows={story.neighbours} />}
    </>
  );
}

function Elsewhere({ words, id }: { words: string; id: string }) {
  return (
    <Notice status="info">
      {words}：<a href={`/app/complaints/${id}`}>{storyWords().seeOther}</a>
    </Notice>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly Row[] }) {
  const w = complaints();
  return (
    <Section title={title} aside={storyWords().neighbour(number(rows.length))}>
      <ul class="plain ruled tight">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id} class="row">
            <span class="grow">
              <a href={`/app/complaints/${row.id}`}>{categoryName(row.category) || w.noCategory}</a>
              <span class="muted second">{[row.number, row.address].filter(Boolean).join(" · ")}</span>
            </span>
            {row.due_at && <Due at={row.due_at} soon={1_800} />}
            <Status status={toneOf(COMPLAINT_TONE, row.status)}>{wordOf(w.status, row.status)}</Status>
          </li>
        ))}
      </ul>
    </Section>
  );
}
