/** Whom to call now and who comes next, from what this phone keeps of the rosters. Pure. */
import type { Me, OnDuty, Watch } from "../../api";

export type Post = Watch["post"];
export const POSTS: readonly Post[] = ["leader", "officer"];

export interface Line {
  post: Post;
  now: Watch[];
  next: Watch | null;
}

export interface Call {
  place: OnDuty;
  lines: Line[];
}

/** The nearest place, from one's own unit upwards, where somebody on duty can be reached. */
export function whomToCall(places: OnDuty[], { organization, area }: Me, at: number): Call | null {
  const nearest = places
    .filter((place) => organization.path.startsWith(place.organization) && (area?.path ?? "").startsWith(place.area))
    .sort((a, b) => b.organization.length - a.organization.length || b.area.length - a.area.length);
  const calls = nearest.map((place) => ({ place, lines: POSTS.map((post) => lineOf(place, post, at)) }));
  return calls.find(({ lines }) => lines.some(({ now }) => now.some(({ person }) => person.phone !== ""))) ?? calls.find(({ place }) => place.phone !== "") ?? null;
}

function lineOf({ watches }: OnDuty, post: Post, at: number): Line {
  const of = watches.filter((watch) => watch.post === post);
  const now = of.filter(({ starts_at, ends_at }) => starts_at === null || (Date.parse(starts_at) <= at && (ends_at === null || at < Date.parse(ends_at))));
  const next = of.filter(({ starts_at }) => starts_at !== null && Date.parse(starts_at) > at).sort((a, b) => Date.parse(a.starts_at!) - Date.parse(b.starts_at!))[0];
  return { post, now, next: next ?? null };
}
