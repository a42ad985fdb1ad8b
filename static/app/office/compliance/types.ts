export interface Tally {
  total: number;
  in_time: number;
  late: number;
  waiting: number;
  overdue: number;
  no_limit: number;
  replied: number;
  share_in_time: number | null;
  mean_days: number | null;
  median_days: number | null;
  scored: number;
  content: number;
  share_content: number | null;
  share_scored: number | null;
}

export interface Compliance {
  since: string;
  until: string;
  all: Tally;
  by_class: { matter_class: string | null; tally: Tally }[];
  by_month: { month: string; tally: Tally }[];
  by_unit: { organization: string; name: string; name_en: string; tally: Tally }[];
  residue: { over: number; up_to: number | null; count: number }[];
}
