/** This device's own id, made once. */
import { save } from "./db";
import { newId } from "./ids";

export async function deviceId(): Promise<string> {
  return save(["meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const kept = (await meta.get("device")) as string | undefined;
    const device = kept ?? newId();
    if (!kept) await meta.put(device, "device");
    return device;
  });
}
