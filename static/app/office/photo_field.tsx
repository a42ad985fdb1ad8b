/** Pictures from this machine as evidence: made small here, sent at once, named by their hash in the form. */
import { useEffect, useState } from "preact/hooks";
import { call } from "../api";
import { NotAPicture, fromFile } from "../photos/shrink";
import { Field, type FieldProps } from "../ui/field";
import { Icon } from "../ui/icon";
import { ui } from "../ui/words";

export interface Attached {
  sha256: string;
  role: string;
  taken_at: string;
}

interface PhotoFieldProps extends FieldProps {
  role: string;
  photos: readonly Attached[];
  onChange: (photos: Attached[]) => void;
}

export function PhotoField({ role, photos, onChange, ...field }: PhotoFieldProps) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const [shown, setShown] = useState<Record<string, string>>({});
  useEffect(() => () => Object.values(shown).forEach((address) => URL.revokeObjectURL(address)), []);

  const add = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    setWrong(undefined);
    const added: Attached[] = [];
    try {
      for (const file of files) {
        const { photo, bytes } = await fromFile(file);
        await call(`/api/photos/${photo.sha256}`, { method: "PUT", body: bytes, headers: { "Content-Type": photo.type }, timeout: 180_000 });
        setShown((before) => ({ ...before, [photo.sha256]: URL.createObjectURL(file) }));
        added.push({ sha256: photo.sha256, role, taken_at: takenAt(file) });
      }
    } catch (error) {
      setWrong(error instanceof NotAPicture ? ui().notAPicture : ui().photoNotSent);
    }
    const known = new Set(photos.map((photo) => photo.sha256));
    onChange([...photos, ...added.filter((photo) => !known.has(photo.sha256))]);
    setBusy(false);
  };
  return (
    <Field {...field} error={wrong ?? field.error}>
      {(wired) => (
        <div class="photos photo-field">
          {photos.map((photo) => (
            <figure class="photo keptphoto" key={photo.sha256}>
              <img src={shown[photo.sha256]} alt={field.label} />
              <button type="button" class="button square" aria-label={ui().takeOff} onClick={() => onChange(photos.filter((one) => one !== photo))}>
                <Icon name="close" />
              </button>
            </figure>
          ))}
          <label class="filedrop small" aria-busy={busy}>
            <Icon name="camera" />
            <span>{busy ? ui().loading : ui().addPhotos}</span>
            <input {...wired} type="file" accept="image/*" multiple disabled={busy} onChange={(event) => void add([...(event.currentTarget.files ?? [])]).then(() => undefined)} />
          </label>
        </div>
      )}
    </Field>
  );
}

/** A file's own time is when the camera wrote it; one from the future is a wrong clock. */
const takenAt = (file: File): string => new Date(Math.min(file.lastModified, Date.now())).toISOString();
