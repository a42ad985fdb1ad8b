/** Before and after, side by side: the same place seen from the same angle. */
import { useState } from "preact/hooks";
import { dateTime } from "../i18n/format";
import { Dialog } from "./dialog";
import { type Picture, pictureAddress } from "./photos";
import { ui } from "./words";

interface CompareProps {
  before: readonly Picture[];
  after: readonly Picture[];
  about: string;
}

interface Pair {
  before: Picture | null;
  after: Picture | null;
}

export function Compare({ before, after, about }: CompareProps) {
  const [open, setOpen] = useState<Pair | null>(null);
  return (
    <div class="stack">
      {pairs(before, after).map((pair, i) => (
        <div class="compare" key={i}>
          <Side title={ui().before} picture={pair.before} about={about} onOpen={() => setOpen(pair)} />
          <Side title={ui().after} picture={pair.after} about={about} onOpen={() => setOpen(pair)} />
        </div>
      ))}
      {open && (
        <Dialog wide title={about} onClose={() => setOpen(null)}>
          <div class="compare large">
            <Large title={ui().before} picture={open.before} about={about} />
            <Large title={ui().after} picture={open.after} about={about} />
          </div>
        </Dialog>
      )}
    </div>
  );
}

const NEAR = ["after", "before", "close_up"];

/** Close-ups face each other, and so do surroundings; what is left over stands in the order it was taken. */
function pairs(before: readonly Picture[], after: readonly Picture[]): Pair[] {
  const near = (picture: Picture): number => (NEAR.includes(picture.role) ? 0 : 1);
  const [left, right] = [before, after].map((side) => [...side].sort((a, b) => near(a) - near(b)));
  const length = Math.max(left!.length, right!.length);
  return Array.from({ length }, (_, i) => ({ before: left![i] ?? null, after: right![i] ?? null }));
}

function Side({ title, picture, about, onOpen }: { title: string; picture: Picture | null; about: string; onOpen: () => void }) {
  const [missing, setMissing] = useState(false);
  return (
    <figure class="photo">
      {picture === null || missing ? (
        <p class="missing">{picture ? ui().photoMissing : ui().noPhoto}</p>
      ) : (
        <button type="button" onClick={onOpen} aria-label={`${about} · ${title}`}>
          <img src={pictureAddress(picture.sha256, "view")} alt="" loading="lazy" onError={() => setMissing(true)} />
        </button>
      )}
      <Caption title={title} picture={picture} />
    </figure>
  );
}

function Large({ title, picture, about }: { title: string; picture: Picture | null; about: string }) {
  return (
    <figure class="photo">
      {picture ? <img src={pictureAddress(picture.sha256, "view")} alt={`${about} · ${title}`} /> : <p class="missing">{ui().noPhoto}</p>}
      <Caption title={title} picture={picture} />
    </figure>
  );
}

function Caption({ title, picture }: { title: string; picture: Picture | null }) {
  return (
    <figcaption>
      <b>{title}</b>
      {picture?.taken_at && ` · ${dateTime(picture.taken_at)}`}
    </figcaption>
  );
}
