/** What the duty routes answer. */
export type Post = "leader" | "officer";
export type Via = "roster" | "override" | "swap" | "reinforcement" | "account";

export type Unreachable = "no_phone" | "disabled";

export interface Person {
  id: string;
  name: string;
}

export interface Reachable extends Person {
  phone: string;
}

export interface Candidate extends Reachable {
  organization: string;
  reachable: boolean;
}

export interface Place {
  organization: string;
  area: string;
}

export interface PostNow extends Place {
  post: Post;
  person: Reachable;
  via: Via;
  starts_at: string;
  ends_at: string;
  sign_in_by: string;
  signed_at: string | null;
  vacant: boolean;
  unreachable: Unreachable | null;
  next: Reachable | null;
  next_at: string | null;
  roster: string;
  writable: boolean;
}

export interface Uncovered extends Place {
  name: { zh: string; en: string };
  starts_at: string;
  ends_at: string;
}

export interface Posts {
  at: string;
  posts: PostNow[];
  gaps: Uncovered[];
}

export interface RosterSummary extends Place {
  id: string;
  name: string;
  status: "draft" | "published" | "retired";
  starts_at: string;
  ends_at: string;
  version: number;
  created_by: string;
  published_at: string | null;
  published_by: string | null;
  writable: boolean;
}

export interface Pattern {
  post: Post;
  starts_at: string;
  hours: number;
  people: string[];
  ends_at: string | null;
}

export interface HandMade {
  post: Post;
  person: string;
  starts_at: string;
  ends_at: string;
}

export interface Plan {
  starts_at: string;
  ends_at: string;
  patterns: Pattern[];
  shifts: HandMade[];
}

export interface Fault {
  kind: string;
  post: Post;
  starts_at: string;
  ends_at: string;
  detail: { zh: string; en: string };
}

export interface Roster extends RosterSummary {
  plan: Plan;
  people: Reachable[];
  faults: Fault[];
}

export interface Watch {
  post: Post;
  person: Person;
  starts_at: string;
  ends_at: string;
  via: Via;
}

export interface OwnWatch extends Place {
  post: Post;
  starts_at: string;
  ends_at: string;
  via: Via;
  sign_in_from: string;
  sign_in_by: string;
  signed_at: string | null;
  handed_over: boolean;
  coming: Person | null;
}

export interface HandOver extends Place {
  id: string;
  post: Post;
  by: Person;
  to: Person;
  starts_at: string;
  ends_at: string;
  note: string;
  written_at: string;
  received_at: string | null;
  remark: string;
}

export interface Swap extends Place {
  id: string;
  post: Post;
  asker: Person;
  asked: Person;
  starts_at: string;
  ends_at: string;
  return_starts_at: string | null;
  return_ends_at: string | null;
  reason: string;
  status: "asked" | "accepted" | "declined" | "withdrawn";
  answer: string;
}

export interface SpotCheck extends Place {
  id: string;
  post: Post;
  person: Person;
  asked_at: string;
  asked_by: string;
  answer_by: string;
  answered_at: string | null;
  answer: string;
  late: boolean;
  missed: boolean;
}

export interface Own {
  at: string;
  watches: OwnWatch[];
  hand_overs: HandOver[];
  spot_checks: SpotCheck[];
  swaps: Swap[];
}

export interface Change extends Place {
  id: string;
  via: Via;
  post: Post;
  person: Person;
  starts_at: string;
  ends_at: string;
  reason: string;
  made_by: string;
  writable: boolean;
}
