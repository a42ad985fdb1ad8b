/** What was said and who called: asked of the server when somebody wants to know, kept nowhere on this phone. */
import { useState } from "preact/hooks";
import type { PhoneComplaint } from "../../api";
import { People } from "../../office/complaints/person";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/page";
import { phoneComplaints } from "./words";

export function Said({ complaint }: { complaint: PhoneComplaint }) {
  const w = phoneComplaints();
  const [asked, setAsked] = useState(false);
  const read = useLoad<{ text: string }>(asked ? `/api/complaints/${complaint.id}` : null);
  return (
    <>
      {may("complaints.personal") && (
        <Section title={w.contact}>
          <People id={complaint.id} />
        </Section>
      )}
      <Section title={w.said}>
        {asked ? <Loaded of={read}>{({ text }) => <p class="prose">{text}</p>}</Loaded> : <Button onClick={() => setAsked(true)}>{w.saidShow}</Button>}
      </Section>
    </>
  );
}
