/** At a building or a station: the open complaints that this phone knows of. Nothing is said where there are none. */
import { Section } from "../../ui/page";
import { listedAt } from "./lists";
import { useComplaints } from "./reading";
import { ComplaintRow } from "./row";
import { phoneComplaints } from "./words";

export function ComplaintsHere({ places }: { places: readonly string[] }) {
  const found = listedAt(useComplaints() ?? [], places);
  if (found.length === 0) return null;
  return (
    <Section title={phoneComplaints().here(found.length)}>
      {found.map((standing) => (
        <ComplaintRow key={standing.complaint.id} standing={standing} />
      ))}
    </Section>
  );
}
