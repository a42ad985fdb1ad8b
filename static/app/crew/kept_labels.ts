/** Labels scanned without signal that this phone did not know: looked up again later. */
import { read, write } from "../store/meta";
import type { ScannedLabel } from "../store/shapes";

export async function keptLabels(): Promise<ScannedLabel[]> {
  return (await read("unknown_labels")) ?? [];
}

export async function keepLabel(code: string): Promise<void> {
  const others = (await keptLabels()).filter((label) => label.code !== code);
  await write("unknown_labels", [...others, { code, scanned_at: new Date().toISOString() }]);
}

export async function forgetLabel(code: string): Promise<void> {
  await write("unknown_labels", (await keptLabels()).filter((label) => label.code !== code));
}
