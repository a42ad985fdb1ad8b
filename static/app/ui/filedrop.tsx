/** A file by drag and drop, or by the browser's own picker. */
import { useState } from "preact/hooks";
import { size } from "../i18n/format";
import { Icon } from "./icon";
import { ui } from "./words";

interface FileDropProps {
  label: string;
  accept: string;
  file: File | null;
  onFile: (file: File) => void;
}

export function FileDrop({ label, accept, file, onFile }: FileDropProps) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const first = files?.[0];
    if (first) onFile(first);
  };
  return (
    <label
      class={over ? "filedrop over" : "filedrop"}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => (event.preventDefault(), setOver(false), take(event.dataTransfer?.files))}
    >
      <Icon name="inbox" />
      <b>{file ? `${file.name} · ${size(file.size)}` : label}</b>
      <span class="muted">{ui().dropFile}</span>
      <input type="file" accept={accept} onChange={(event) => take(event.currentTarget.files)} />
    </label>
  );
}
