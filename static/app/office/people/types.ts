import type { Id } from "../../api";

export interface User {
  id: Id;
  username: string;
  name: string;
  role: string;
  organization: string;
  area: string;
  phone: string;
  language: "zh" | "en";
  must_change_password: boolean;
  disabled_at: string | null;
  version: number;
  created_at: string;
}

export interface SessionRow {
  id: Id;
  user_agent: string;
  address: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  current: boolean;
}
