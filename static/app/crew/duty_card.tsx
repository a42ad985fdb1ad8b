/** On the first screen: who is on duty for this crew right now, one tap from a call. Known without a signal. */
import type { Watch } from "../api";
import { inLanguage } from "../i18n";
import { dateTime } from "../i18n/format";
import { today } from "../i18n/today";
import { me } from "../shell/session";
import { all } from "../store/mirror";
import { useNow } from "../ui/clock";
import { Icon } from "../ui/icon";
import { type Line, whomToCall } from "./complaints/duty";
import { useMirror } from "./knowledge";

export function DutyCard() {
  const w = today().duty;
  const places = useMirror(() => all("on_duty"));
  const now = useNow();
  const call = places && whomToCall(places, me.value!, now);
  if (!call) return null;
  const { place, lines } = call;
  return (
    <section class="card" aria-label={w.title}>
      <b>{`${w.title} · ${inLanguage(place.name)}`}</b>
      {lines.map((line) => (
        <Post key={line.post} line={line} />
      ))}
      {place.phone && <Reach name={w.station} phone={place.phone} />}
    </section>
  );
}

function Post({ line: { post, now, next } }: { line: Line }) {
  const w = today().duty;
  if (now.length === 0 && next === null) return null;
  return (
    <>
      {now.length === 0 && <p class="row"><span class="muted">{`${w[post]} · ${w.nobody}`}</span></p>}
      {now.map((watch) => (
        <OnWatch key={watch.person.id} watch={watch} />
      ))}
      {next?.starts_at && <p class="muted">{w.next(w[post], dateTime(next.starts_at), next.person.name)}</p>}
    </>
  );
}

function OnWatch({ watch: { post, person } }: { watch: Watch }) {
  const name = `${today().duty[post]} ${person.name}`;
  return person.phone ? <Reach name={name} phone={person.phone} /> : <p class="row">{name}</p>;
}

function Reach({ name, phone }: { name: string; phone: string }) {
  return (
    <p class="row spread">
      <span>{name}</span>
      <a class="button" href={`tel:${phone}`} aria-label={today().duty.call(name, phone)}>
        <Icon name="phone" />
        {phone}
      </a>
    </p>
  );
}
