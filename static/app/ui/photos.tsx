/** Evidence pictures: close-up beside surroundings, opened large two by two. */
import { useState } from "preact/hooks";
import { dateTime } from "../i18n/format";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ui } from "./words";

export interface Picture {
  sha256: string;
  role: string;
  taken_at?: string | null;
}

export const roleName = (role: string): string => ({ close_up: ui().closeUp, context: ui().context, before: ui().before, after: ui().after })[role] ?? ui().otherPhoto;

export const pictureAddress = (sha256: string, size: "thumb" | "view"): string => `/api/photos/${sha256}?size=${size}`;

/** Pictures of one thing. A close-up and its surroundings stand side by side. */
export function Photos({ pictures, about }: { pictures: readonly Picture[]; about: string }) {
  const [open, setOpen] = useState(false);
  if (pictures.length === 0) return null;
  return (
    <div class={pictures.length === 2 ? "photos pair" : "photos"}>
      {inPairs(pictures).map((picture) => (
        <Thumbnail key={picture.sha256 + picture.role} picture={picture} about={about} onOpen={() => setOpen(true)} />
      ))}
      {open && <Viewer pictures={inPairs(pictures)} about={about} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Thumbnail({ picture, about, onOpen }: { picture: Picture; about: string; onOpen: () => void }) {
  const [missing, setMissing] = useState(false);
  return (
    <figure class="photo">
      {missing ? (
        <p class="missing">{ui().photoMissing}</p>
      ) : (
        <button type="button" onClick={onOpen} aria-label={`${about} · ${roleName(picture.role)}`}>
          <img src={pictureAddress(picture.sha256, "thumb")} alt="" loading="lazy" onError={() => setMissing(true)} />
        </button>
      )}
      <figcaption>
        {roleName(picture.role)}
        {picture.taken_at && ` · ${dateTime(picture.taken_at)}`}
      </figcaption>
    </figure>
  );
}

function Viewer({ pictures, about, onClose }: { pictures: readonly Picture[]; about: string; onClose: () => void }) {
  const [first, setFirst] = useState(0);
  const shown = pictures.slice(first, first + 2);
  const go = (to: number): void => setFirst(Math.max(0, Math.min(pictures.length - 1 - ((pictures.length - 1) % 2), to)));
  const pages = pictures.length > 2;
  return (
    <Dialog
      wide
      title={about}
      onClose={onClose}
      footer={
        pages && (
          <>
            <Button disabled={first === 0} onClick={() => go(first - 2)}>{ui().previous}</Button>
            <Button disabled={first + 2 >= pictures.length} onClick={() => go(first + 2)}>{ui().next}</Button>
          </>
        )
      }
    >
      <div class="viewer-stage" onKeyDown={(event) => event.key === "ArrowRight" ? go(first + 2) : event.key === "ArrowLeft" && go(first - 2)}>
        {shown.map((picture) => (
          <figure class="photo" key={picture.sha256}>
            <img src={pictureAddress(picture.sha256, "view")} alt={`${about} · ${roleName(picture.role)}`} />
            <figcaption>
              {roleName(picture.role)}
              {picture.taken_at && ` · ${dateTime(picture.taken_at)}`}
            </figcaption>
          </figure>
        ))}
      </div>
    </Dialog>
  );
}

const ORDER = ["close_up", "context"];

/** Close-up first, its surroundings second, the rest behind. */
function inPairs(pictures: readonly Picture[]): Picture[] {
  const rank = (picture: Picture): number => (ORDER.indexOf(picture.role) + ORDER.length + 1) % (ORDER.length + 1);
  return [...pictures].sort((a, b) => rank(a) - rank(b));
}

/** A signature as it was drawn: strokes are flat lists x, y, x, y … in any unit. */
export function SignatureDrawn({ name, strokes }: { name: string; strokes: readonly (readonly number[])[] }) {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 0));
  const ys = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 1));
  if (xs.length === 0) return <span>{name}</span>;
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left || 1, Math.max(...ys) - top || 1];
  const margin = Math.max(width, height) * 0.06;
  const path = strokes.map((stroke) => stroke.reduce((drawn, value, i) => drawn + (i === 0 ? "M" : i % 2 === 0 ? "L" : " ") + value, "")).join("");
  return (
    <figure style="margin:0">
      <svg class="signature" viewBox={`${left - margin} ${top - margin} ${width + 2 * margin} ${height + 2 * margin}`} role="img" aria-label={name}>
        <path d={path} fill="none" stroke="currentColor" stroke-width={Math.max(width, height) / 90} stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      <figcaption class="muted">{name}</figcaption>
    </figure>
  );
}
