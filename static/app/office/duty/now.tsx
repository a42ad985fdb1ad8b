/** Who is on duty now, whether they have come, and who takes over. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { inLanguage } from "../../i18n";
import { time } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank, Notice } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { CheckForm } from "./check_form";
import { Phone, placeName } from "./place";
import { span } from "./spans";
import type { PostNow, Posts } from "./types";
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
  if (vacant > 0) return <Status status="danger">{dutyWords().vacancies(vacant)}</Status>;
  return posts.every((post) => post.signed_at) ? <Status status="ok">{dutyWords().allSigned}</Status> : null;
}

function Everybody({ posts, onChanged }: { posts: Posts; onChanged: () => void }) {
  const w = dutyWords();
  const [checked, setChecked] = useState<PostNow | null>(null);
  const done = (): void => {
    setChecked(null);
    onChanged();
  };
  const ordered = [...posts.posts].sort((a, b) => Number(b.vacant) - Number(a.vacant));
  return (
    <>
      <DataTable caption={w.now} columns={columns(setChecked)} rows={ordered} keyOf={(post) => `${post.organization}${post.area}${post.post}${post.person.id}`} empty={<Blank icon="clock" title={w.noPosts}>{w.noPostsHint}</Blank>} />
      {posts.gaps.length > 0 && (
        <Notice status="warn">
          <b>{w.gaps}</b>
          <ul>
            {posts.gaps.map((gap) => (
              <li key={gap.organization + gap.starts_at}>{w.gap(inLanguage(gap.name), span(gap.starts_at, gap.ends_at))}</li>
            ))}
          </ul>
        </Notice>
      )}
      {checked && <CheckForm post={checked} onClose={done} />}
    </>
  );
}

function columns(onCheck: (post: PostNow) => void): Column<PostNow>[] {
  const w = dutyWords();
  return [
    { key: "place", title: w.organization, cell: placeName, by: placeName },
    { key: "post", title: w.post, cell: (post) => <span class="nowrap">{w.posts[post.post]}</span>, by: (post) => post.post },
    { key: "person", title: w.person, cell: (post) => <PersonOf post={post} />, by: (post) => post.person.name },
    { key: "phone", title: w.phone, cell: (post) => <Phone of={post.person} /> },
    { key: "until", title: w.until, cell: (post) => span(post.starts_at, post.ends_at), by: (post) => post.ends_at },
    { key: "state", title: w.signIn, cell: (post) => <SignIn post={post} />, by: (post) => (post.vacant ? 0 : post.signed_at ? 2 : 1) },
    { key: "next", title: w.next, cell: (post) => <span class="nowrap">{post.next?.name ?? "—"}</span> },
    { key: "act", title: w.check, silent: true, end: true, cell: (post) => post.writable && post.via !== "reinforcement" && <Button label={w.checkTitle(post.person.name)} onClick={() => onCheck(post)}>{w.check}</Button> },
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
  if (post.vacant) return <Status status="danger">{w.vacant}</Status>;
  return post.signed_at ? <Status status="ok">{w.signedIn(time(post.signed_at))}</Status> : <Status status="off">{w.waiting}</Status>;
}
