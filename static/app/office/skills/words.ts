import { words } from "../../i18n";

/** Words of what kinds of complaints a person takes. */
export const skillWords = words(
  {
    title: "业务专长",
    text: "派单时先找有这类专长的当班人员，没有再派给其他当班人员。没有登记专长的人什么都接。",
    search: "搜索人员或专长",
    person: "人员",
    skills: "接办的类别",
    takesAll: "全部类别",
    add: "登记专长",
    edit: "修改",
    editTitle: (name: string) => `${name} 接办哪些类别？`,
    addTitle: "登记谁的专长？",
    hint: "一个都不选：什么都接。",
    none: "还没有登记专长",
    noneText: "现在每个当班人员都接全部类别。",
    noneFound: "没有符合条件的人员",
    saved: (name: string) => `${name} 的专长已保存。`,
  },
  {
    title: "Skills",
    text: "A complaint goes to somebody on duty with its skill, else to anybody on duty. Whoever has none recorded takes everything.",
    search: "Search people or skills",
    person: "Person",
    skills: "Takes",
    takesAll: "Everything",
    add: "Record skills",
    edit: "Edit",
    editTitle: (name: string) => `What does ${name} take?`,
    addTitle: "Whose skills?",
    hint: "None ticked: everything.",
    none: "No skills recorded",
    noneText: "Everybody on duty takes everything now.",
    noneFound: "Nobody fits",
    saved: (name: string) => `Skills of ${name} saved.`,
  },
);
