import { FileDrop } from "../../ui/filedrop";
import { importing } from "./words";

interface FileStepProps {
  label: string;
  accept: string;
  file: File | null;
  busy: boolean;
  onFile: (file: File) => void;
}

export function FileStep({ label, accept, file, busy, onFile }: FileStepProps) {
  return (
    <div class="form stack">
      <FileDrop label={label} accept={accept} file={file} onFile={onFile} />
      {busy && <p role="status">{importing().reading}</p>}
    </div>
  );
}
