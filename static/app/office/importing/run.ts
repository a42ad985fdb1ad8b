/** An import's way from the file to what was written: columns, dry run, and only then writing. */
import { useState } from "preact/hooks";
import { call } from "../../api";
import { useForm } from "../form";
import type { Preview } from "./preview";
import type { Report } from "./report_step";

export type Step = "file" | "mapping" | "dry" | "done";

const LONG = 300_000;

/**
 * `address` takes the file with its mapping, `address`/columns reads the names of its columns. `first` makes the mapping
 * that is offered, from the one of the file before if there was one.
 */
export function useImport<M extends object, R extends Report>(address: string, first: (file: File, preview: Preview, former: M | null) => M, cleaned: (mapping: M) => M) {
  const [step, setStep] = useState<Step>("file");
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<M | null>(null);
  const [report, setReport] = useState<R | null>(null);
  const state = useForm({});
  return {
    step,
    file,
    preview,
    mapping,
    setMapping,
    report,
    state,
    read(chosen: File): void {
      setFile(chosen);
      void state.submit(async () => {
        const found = await send<Preview>(`${address}/columns`, chosen, {});
        setPreview(found);
        setMapping(first(chosen, found, mapping));
        setStep("mapping");
      });
    },
    run(dry: boolean, partial: boolean): void {
      if (!file || !mapping) return;
      void state.submit(async () => {
        const made = await send<R>(address, file, { mapping: JSON.stringify(cleaned(mapping)), dry_run: String(dry), accept_partial: String(partial) });
        setReport(made);
        setStep(made.written ? "done" : "dry");
      });
    },
    back: () => setStep("mapping"),
    again(): void {
      setFile(null);
      setReport(null);
      setStep("file");
    },
  };
}

async function send<T>(path: string, file: File, fields: Record<string, string>): Promise<T> {
  const body = new FormData();
  body.append("file", file);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return (await call<T>(path, { method: "POST", body, timeout: LONG })).value;
}
