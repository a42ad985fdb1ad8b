/** Somebody who can be put on a roster of the organization. */
import { get, query } from "../../api";
import { Combobox, type Found } from "../../ui/combobox";
import { inputId } from "../form";
import type { Candidate } from "./types";
import { dutyWords } from "./words";

interface CandidateFieldProps {
  organization: string;
  label?: string;
  value: Found | null;
  onChoose: (found: Found | null) => void;
  pointer?: string;
  error?: string | undefined;
}

export function CandidateField({ organization, label, value, onChoose, pointer = "/person", error }: CandidateFieldProps) {
  const w = dutyWords();
  const search = async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const found = await get<Candidate[]>(query("/api/duty/candidates", { organization, q: text }), signal);
    return found.slice(0, 12).map((one) => ({ id: one.id, name: one.name, more: one.reachable ? one.phone : w.noPhone }));
  };
  return <Combobox label={label ?? w.person} hint={w.personHint} id={inputId(pointer)} value={value} search={search} onChoose={onChoose} error={error} />;
}
