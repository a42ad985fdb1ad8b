/** Choose a hazard code by name, synonym or the initials of its pinyin. */
import { get, query } from "../../api";
import { inLanguage } from "../../i18n";
import { Combobox } from "../../ui/combobox";
import { codeName, useCodes } from "../hazards/codes";
import { inputId } from "../form";
import type { Code } from "./types";

const MOST = 12;

interface CodeFieldProps {
  label: string;
  value: string;
  onChange: (key: string) => void;
  error: string | undefined;
}

export function CodeField({ label, value, onChange, error }: CodeFieldProps) {
  const codes = useCodes();
  const search = async (text: string, signal: AbortSignal) => {
    const found = await get<Code[]>(query("/api/hazard-codes", { q: text, in_force: true }), signal);
    return found.slice(0, MOST).map((code) => ({ id: code.key, name: inLanguage(code.name), more: code.number }));
  };
  return <Combobox optional label={label} id={inputId("/code")} error={error} value={value ? { id: value, name: codeName(codes, value) } : null} onChoose={(found) => onChange(found?.id ?? "")} search={search} />;
}
