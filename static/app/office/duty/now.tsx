/** Who is on duty now, whether they have come, and who takes over. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { time } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank, Notice } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { CheckForm } from "./check_form";
import { Phone, placeName } from "./place";
import { DAY, span } from "./spans";
import type { PostNow, Posts, Uncovered } from "./types";
import { dutyWords } from "./words";

export default function DutyNowScreen(_: { params: Params }) {
  const loading = useLoad<Posts>("/api/duty/posts");
  useLive(["roster"], loading.reload);
  const w = dutyWords();
  return (
    <Frame live crumbs={[{ name: w.now }]}>
      <PageHead title={w.now} sub={w.nowSub} status={loading.value && loading.value.posts.length > 0 && <Summary posts={loading.value.posts} />} />
      <SectionTabs of="duty" />
      <Loaded of={loading}>{(posts) => <Everybody posts={posts} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function Summary({ posts }: { posts: readonly PostNow[] }) {
  const vacant = posts.filter((post) => post.vacant).length;
  const unreached = posts.filter((post) => post.unreachable).length;
  const wrong = [vacant > 0 && dutyWords().vacancies(vacant), unreached > 0 && dutyWords().unreached(unreached)].filter(Boolean);
  if (wrong.length > 0) return <Status status="danger">{wrong.join(" · ")}</Status>;
  return posts.every((post) => post.signed_at) ? <Status status="ok">{dutyWords().allSigned}</Status> : null;
}

function Everybody({ posts, onChanged }: { posts: Posts; onChanged: () => void }) {
  const w = dutyWords();
  const [checked, setChecked] = useState<PostNow | null>(null);
  const done = (): void => {
    setChecked(null);
    onChanged();
  };
  const ordered = [...posts.posts].sort((a, b) => Number(isWrong(b)) - Number(isWrong(a)));
  return (
    <div class="stack">
      <DataTable caption={w.now} columns={columns(setChecked)} rows={ordered} keyOf={(post) => `${post.organization}${post.area}${post.post}${post.person.id}`} empty={<Blank icon="clock" title={w.noPosts}>{w.noPostsHint}</Blank>} />
      <Gaps of={posts} />
      {checked && <CheckForm post={checked} onClose={done} />}
    </div>
  );
}

const isWrong = (post: PostNow): boolean => post.vacant || post.unreachable !== null;

function Gaps({ of }: { of: Posts }) {
  const w = dutyWords();
  const daysTo = (gap: Uncovered): number => Math.floor((Date.parse(gap.starts_at) - Date.parse(of.at)) / DAY);
  const columns: Column<Uncovered>[] = [
    { key: "place", title: w.organization, cell: placeName, by: placeName },
    { key: "when", title: w.period, cell: (gap) => span(gap.starts_at, gap.ends_at), by: (gap) => gap.starts_at },
    { key: "begins", title: w.begins, cell: (gap) => <Begins running={Date.parse(gap.starts_at) <= Date.parse(of.at)} days={daysTo(gap)} />, by: (gap) => gap.starts_at },
  ];
  const rows = [...of.gaps].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
  if (rows.length === 0) return <Notice status="ok">{w.allPlanned}</Notice>;
  return (
    <Section title={w.gaps} aside={w.gapsHint}>
      <DataTable caption={w.gaps} columns={columns} rows={rows} keyOf={(gap) => `${gap.organization} ${gap.area} ${gap.starts_at}`} empty={null} />
    </Section>
  );
}

/** Days. */
const SOON = 7;

function Begins({ running, days }: { running: boolean; days: number }) {
  const w = dutyWords();
  if (running) return <Status status="danger">{w.nowUnplanned}</Status>;
  return days < SOON ? <Status status="warn">{w.inDays(days)}</Status> : <span class="muted">{w.inDays(days)}</span>;
}

function columns(onCheck: (post: PostNow) => void): Column<PostNow>[] {
  const w = dutyWords();
  return [
    { key: "place", title: w.organization, cell: placeName, by: placeName },
    { key: "post", title: w.post, cell: (post) => <span class="nowrap">{w.posts[post.post]}</span>, by: (post) => post.post },
    { key: "person", title: w.person, cell: (post) => <PersonOf post={post} />, by: (post) => post.person.name },
    { key: "phone", title: w.phone, cell: (post) => <Phone of={post.person} /> },
    { key: "until", title: w.until, cell: (post) => span(post.starts_at, post.ends_at), by: (post) => post.ends_at },
    { key: "state", title: w.signIn, cell: (post) => <SignIn post={post} />, by: (post) => (isWrong(post) ? 0 : post.signed_at ? 2 : 1) },
    { key: "next", title: w.next, cell: (post) => <span class="nowrap">{post.next?.name ?? "—"}</span> },
    { key: "act", title: w.check, silent: true, end: true, cell: (post) => post.writable && post.via !== "reinforcement" && <span class="nowrap"><Button label={w.checkTitle(post.person.name)} onClick={() => onCheck(post)}>{w.check}</Button></span> },
  ];
}

function PersonOf({ post }: { post: PostNow }) {
  return (
    <span class="nowrap">
      <b>{post.person.name}</b>
      {post.via !== "roster" && <span class="second">{dutyWords().vias[post.via]}</span>}
    </span>
  );
}

function SignIn({ post }: { post: PostNow }) {
  const w = dutyWords();
  if (post.unreachable) return <Status status="danger">{w.unreachable[post.unreachable]}</Status>;
  if (post.vacant) return <Status status="danger">{w.vacant}</Status>;
  return post.signed_at ? <Status status="ok">{w.signedIn(time(post.signed_at))}</Status> : <Status status="off">{w.waiting}</Status>;
}
