const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony|ArkWeb/i, "HarmonyOS"],
  [/Android/i, "Android"],
  [/iPhone|iPad/i, "iOS"],
  [/Windows/i, "Windows"],
  [/Mac OS/i, "macOS"],
  [/Linux/i, "Linux"],
];
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/i, "WeChat"],
  [/Edg\//, "Edge"],
  [/HuaweiBrowser/i, "Huawei"],
  [/MiuiBrowser/i, "MIUI"],
  [/Firefox/i, "Firefox"],
  [/Chrome/i, "Chrome"],
  [/Safari/i, "Safari"],
];

/** "Chrome · Android" from a browser's long name for itself; programs are named as they call themselves. */
export function deviceName(agent: string): string {
  const first = (table: [RegExp, string][]): string | undefined => table.find(([pattern]) => pattern.test(agent))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(" · ") || agent.slice(0, 60) || "—";
}
