import { words } from "../../i18n";

/** Words about who called: masked, shown, called. */
export const personal = words(
  {
    title: "联系人",
    masked: "姓名和电话已遮盖。查看会留痕：谁、何时、哪一起诉求。",
    show: "显示姓名和电话",
    notAllowed: "你的角色不能查看姓名和电话。",
    nobody: "没有留下姓名和电话",
    noName: "未留姓名",
    erased: "已按保存期限删除",
    role: { caller: "来电人", resident: "住户", key_holder: "钥匙保管人", key_consenter: "同意委托人", key_receiver: "钥匙收回人", signatory: "签字人" },
    callTitle: (number: string) => `致电 · ${number}`,
    script: "通话要点",
    points: (category: string) => [
      "您好，这里是供热值守中心，请问现在方便说话吗？",
      `您反映的“${category}”我们已经受理，正在办理。`,
      "请问家里现在多少度？是一间不热还是全屋不热？",
      "我们预计到场的时间会告诉您；如果不方便在家，可以约时间或委托他人。",
    ].join("\n"),
    open: "打开诉求",
  },
  {
    title: "Contact",
    masked: "Name and number are masked. Showing them is recorded: who, when, which complaint.",
    show: "Show name and number",
    notAllowed: "Your role may not see name and number.",
    nobody: "No name or number was left",
    noName: "No name left",
    erased: "Erased after the retention period",
    role: { caller: "Caller", resident: "Resident", key_holder: "Has the key", key_consenter: "Consented", key_receiver: "Has the key back", signatory: "Signed" },
    callTitle: (number: string) => `Call · ${number}`,
    script: "What to say",
    points: (category: string) => [
      "Good day, this is the heating duty centre. Is this a good moment?",
      `We have your complaint about “${category}” and are working on it.`,
      "How warm is it at home now? One room or the whole home?",
      "We will tell you when we come; if nobody is at home, we can agree on a time or someone may let us in.",
    ].join("\n"),
    open: "Open the complaint",
  },
);
