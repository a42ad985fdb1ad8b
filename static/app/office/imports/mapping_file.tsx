/** Keep a mapping as a JSON file and take it up again: the same file works with the command line. */
import { useState } from "preact/hooks";
import { Button } from "../../ui/button";
import { download } from "../download";
import { type Mapping, cleaned } from "./mapping";
import { imports } from "./words";

export function MappingFile({ mapping, onLoad }: { mapping: Mapping; onLoad: (mapping: Mapping) => void }) {
  const [wrong, setWrong] = useState(false);
  const w = imports();
  const load = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const found = parsed(await file.text());
    setWrong(found === null);
    if (found) onLoad({ ...mapping, ...found });
  };
  return (
    <div class="actions">
      <Button icon="download" onClick={() => download(`${mapping.source || "mapping"}.json`, "application/json", JSON.stringify(cleaned(mapping), null, 2))}>
        {w.saveMapping}
      </Button>
      <label class="button">
        {w.loadMapping}
        <input type="file" class="sr" accept=".json,application/json" onChange={(event) => void load(event.currentTarget.files?.[0])} />
      </label>
      {wrong && <span class="status danger" role="alert">{w.badMapping}</span>}
    </div>
  );
}

function parsed(text: string): Partial<Mapping> | null {
  try {
    const found = JSON.parse(text) as Partial<Mapping>;
    return typeof found.columns === "object" ? found : null;
  } catch {
    return null;
  }
}
