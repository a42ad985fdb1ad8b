/** Who called and who lives there: masked until somebody asks, and whoever asks is recorded. */
import { useState } from "preact/hooks";
import { get } from "../../api";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { sentence } from "../../ui/notice";
import { wordOf } from "../words";
import { personal } from "./personal_words";

export interface ComplaintPerson {
  role: "caller" | "resident" | "key_holder" | "key_consenter" | "key_receiver" | "signatory";
  name: string;
  phone: string;
  note: string;
  erased_at: string | null;
}

export function People({ id }: { id: string }) {
  const w = personal();
  const [people, setPeople] = useState<readonly ComplaintPerson[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const show = async (): Promise<void> => {
    setBusy(true);
    setWrong("");
    await get<{ items: ComplaintPerson[] }>(`/api/complaints/${id}/person`).then(
      ({ items }) => setPeople(items),
      (error: Error) => setWrong(sentence(error)),
    );
    setBusy(false);
  };
  if (people === null) {
    return (
      <div class="stack-tight">
        <p class="muted">{w.masked}</p>
        <Button icon="person" busy={busy} onClick={() => void show()}>{w.show}</Button>
        {wrong && <p class="status danger" role="alert" style="white-space:normal">{wrong}</p>}
      </div>
    );
  }
  if (people.length === 0) return <p class="muted">{w.nobody}</p>;
  return (
    <ul class="plain ruled tight" role="status">
      {people.map((person, place) => (
        <li key={place}>
          <span class="muted">{wordOf(w.role, person.role)}</span> <b>{person.name || w.noName}</b>
          {person.erased_at ? <span class="second muted">{w.erased}</span> : person.phone && <a class="button" href={`tel:${person.phone}`}><Icon name="phone" />{person.phone}</a>}
          {person.note && <p class="muted">{person.note}</p>}
        </li>
      ))}
    </ul>
  );
}
