/** A picture of a hazard: from this phone where it is here, else from the server. A tap enlarges it. */
import { useEffect, useState } from "preact/hooks";
import { pictureHere } from "../../store/pictures";
import { Dialog } from "../../ui/dialog";
import { pictureAddress } from "../../ui/photos";
import { phoneHazards } from "./words";

/** The address of a picture for an <img>; null while it is looked for. */
export function usePicture(sha256: string | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    setAddress(null);
    if (sha256 === null) return;
    let made: string | null = null;
    let gone = false;
    void pictureHere(sha256).then((blob) => {
      if (gone) return;
      made = blob && URL.createObjectURL(blob);
      setAddress(made ?? pictureAddress(sha256, "view"));
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [sha256]);
  return address;
}

export function Picture({ sha256, caption }: { sha256: string | null; caption: string }) {
  const w = phoneHazards();
  const address = usePicture(sha256);
  const [missing, setMissing] = useState(false);
  const [large, setLarge] = useState(false);
  useEffect(() => setMissing(false), [address]);
  return (
    <figure class="photo">
      <button type="button" disabled={!address || missing} aria-label={w.zoom(caption)} onClick={() => setLarge(true)}>
        {missing || sha256 === null ? <span class="missing">{w.noPicture}</span> : address && <img src={address} alt="" onError={() => setMissing(true)} />}
      </button>
      <figcaption>{caption}</figcaption>
      {large && address && (
        <Dialog wide title={caption} onClose={() => setLarge(false)}>
          <img class="large" src={address} alt={caption} />
        </Dialog>
      )}
    </figure>
  );
}
