/** The household visits of a complaint, on its page. */
import { useState } from "preact/hooks";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/page";
import { useLive } from "../live";
import { VisitCard } from "./card";
import { ArrangeForm } from "./forms";
import type { Visit } from "./types";
import { visitWords } from "./words";

interface VisitSectionProps {
  complaint: string;
  /** Nothing is arranged any more; what was stays to be seen. */
  closed: boolean;
}

export function VisitSection({ complaint, closed }: VisitSectionProps) {
  const w = visitWords();
  const loading = useLoad<{ items: Visit[] }>(`/api/complaints/${complaint}/visits`);
  const [arranging, setArranging] = useState(false);
  useLive(["complaint"], loading.reload, complaint);
  const arranged = (): void => {
    setArranging(false);
    loading.reload();
  };
  const mayArrange = !closed && may("complaints.handle");
  if (!mayArrange && loading.value?.items.length === 0) return null;
  return (
    <Section title={w.title} aside={mayArrange && <Button icon="plus" onClick={() => setArranging(true)}>{w.arrange}</Button>}>
      <Loaded of={loading}>
        {({ items }) => (items.length > 0 ? <ul class="plain">{items.map((visit) => <VisitCard key={visit.id} visit={visit} onDone={loading.reload} />)}</ul> : <p class="muted">{w.none}</p>)}
      </Loaded>
      {arranging && <ArrangeForm complaint={complaint} onDone={arranged} onClose={() => setArranging(false)} />}
    </Section>
  );
}
