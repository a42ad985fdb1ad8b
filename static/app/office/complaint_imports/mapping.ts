/** The mapping of a file of messages, and a first guess at it from the names of the columns. */
import { type Preview, columnFinder, filled } from "../importing/preview";

export interface MessageMapping {
  source: string;
  channel: string;
  columns: Record<string, string>;
  dates: string[];
  matter_class: string | null;
  category: string | null;
  organization: string | null;
  area: string | null;
  history: boolean;
}

export const TARGETS = ["number", "title", "text", "written_at", "reply", "replied_at", "score", "matter_class", "category", "kind", "address", "name", "phone", "organization", "area"] as const;

/** Names met in practice, most telling first. */
const NAMES: Record<(typeof TARGETS)[number], readonly string[]> = {
  number: ["留言编号", "工单编号", "工单号", "编号", "流水号", "message number", "number", "id"],
  title: ["标题", "留言标题", "主题", "title", "subject"],
  text: ["留言内容", "诉求内容", "内容", "问题描述", "正文", "message", "text", "content"],
  written_at: ["留言时间", "受理时间", "来电时间", "提交时间", "创建时间", "时间", "time", "created"],
  reply: ["回复内容", "答复内容", "办理结果", "回复", "答复", "reply"],
  replied_at: ["回复时间", "答复时间", "办结时间", "time of reply", "replied"],
  score: ["评分", "满意度", "满意程度", "评价", "score", "rating"],
  matter_class: ["事项类别", "事项分类", "matter class"],
  category: ["诉求类别", "问题类别", "category"],
  kind: ["诉求类型", "留言类型", "kind", "type"],
  address: ["地址", "详细地址", "address"],
  name: ["姓名", "留言人", "联系人", "name"],
  phone: ["电话", "联系电话", "手机号", "phone"],
  organization: ["承办单位", "单位", "organization"],
  area: ["区域", "区县", "area"],
};

/** Each target takes the first column whose name is one of its own. */
export function guessed(columns: readonly string[]): Record<string, string> {
  const find = columnFinder(columns);
  return Object.fromEntries(
    TARGETS.flatMap((target) => {
      const column = find(NAMES[target]);
      return column === undefined ? [] : [[target, column]];
    }),
  );
}

export function firstMapping(file: File, preview: Preview): MessageMapping {
  const is12345 = /12345/.test(file.name);
  return { source: is12345 ? "12345" : "board", channel: is12345 ? "hotline_12345" : "message_board", columns: guessed(preview.columns), dates: [], matter_class: "livelihood", category: null, organization: null, area: null, history: false };
}

/** What is sent: nothing empty. */
export function cleaned(mapping: MessageMapping): MessageMapping {
  return { ...mapping, columns: filled(mapping.columns) };
}
