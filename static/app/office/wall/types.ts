/** What the wall reads. */
import type { Person } from "../../api";

interface Count {
  open: number;
  overdue: number;
}

export interface Figures extends Count {
  as_of: string;
  urgent: number;
  statuses: (Count & { status: string })[];
  organizations: (Count & { path: string })[];
  areas: (Count & { path: string })[];
  /** Per ten minutes of the last three hours, oldest first; the last is still going on. */
  arrivals: { from: string; count: number }[];
  today: { received: number; closed: number };
  satisfaction: { asked: number; answered: number; average: number | null };
}

export interface DutyPost {
  organization: string;
  area: string;
  post: "leader" | "officer";
  person: Person & { phone: string };
  vacant: boolean;
  signed_at: string | null;
}

export interface ReadyShare {
  total: { sites: number; ready: number };
}
