import { words } from "../i18n";

export const conflictWords = words(
  {
    title: "有人刚刚改过这条记录",
    text: "你填写的内容还在。下面是有差别的字段：选择保留你的修改，或者采用最新内容。",
    tooLate: "这一步现在不能再办了。你填写的内容还在表单里，可以抄下来；下面是这期间的变化。",
    field: "字段",
    before: "你打开时",
    theirs: "现在",
    mine: "你的修改",
    keepMine: "保留我的修改",
    takeTheirs: "采用最新内容",
  },
  {
    title: "Someone has just changed this record",
    text: "What you typed is still here. These fields differ: keep your changes, or take the newest values.",
    tooLate: "This step cannot be taken any more. What you typed is still in the form, to be copied; this is what changed meanwhile.",
    field: "Field",
    before: "When you opened it",
    theirs: "Now",
    mine: "Yours",
    keepMine: "Keep my changes",
    takeTheirs: "Take the newest",
  },
);
