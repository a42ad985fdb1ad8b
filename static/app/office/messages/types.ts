import type { Id, Person } from "../../api";

export interface Message {
  id: Id;
  kind: string;
  title: string;
  body: string;
  link: string;
  urgent: boolean;
  subject: { kind: string; id: string };
  created_at: string;
  read_at: string | null;
}

export const CHANNEL_KINDS = ["wecom", "dingtalk", "feishu", "mail", "webhook", "apprise"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

interface QuietHours {
  start: string;
  end: string;
}

/** How the last delivery ended. */
export interface LastDelivery {
  at: string;
  state: string;
  error: string | null;
}

export interface Channel {
  id: Id;
  kind: ChannelKind;
  name: string;
  /** Enough of the address to know it again, never all of it. */
  hint: string;
  quiet_hours: QuietHours | null;
  enabled: boolean;
  waiting: number;
  last: LastDelivery | null;
  created_at: string;
}

export interface TestResult {
  delivery: Id;
  result: "sent" | "limited" | "unreachable" | "refused" | "unclear";
  detail: string;
  took_ms: number;
}

export interface Delivery {
  id: Id;
  channel: { id: Id; kind: string; name: string };
  person: Person | null;
  kind: string;
  /** Empty for other people's messages. */
  title: string;
  link: string;
  urgent: boolean;
  test: boolean;
  state: "waiting" | "sending" | "sent" | "failed" | "cancelled";
  attempts: number;
  error: string | null;
  created_at: string;
  due_at: string | null;
  settled_at: string | null;
}

export interface DeliveryStory extends Delivery {
  tries: { at: string; result: string; detail: string; took_ms: number }[];
}

export interface Webhook {
  id: Id;
  name: string;
  hint: string;
  actions: string[];
  organization: string;
  enabled: boolean;
  waiting: number;
  last: LastDelivery | null;
  created_at: string;
}
