/** The pictures of one answer: which are asked for, which are there, and taking them. */
import { useState } from "preact/hooks";
import type { Item, PhotoNote, PhotoRole } from "../../api";
import { inLanguage } from "../../i18n";
import { crew } from "../../i18n/crew";
import { Confirm } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import type { Drafting } from "../drafting";
import { PhotoTaker } from "../photo_taker";
import { KeptPhoto } from "../kept_photo";

type ItemRole = "close_up" | "context" | "other";

interface PhotoSlotsProps {
  drafting: Drafting;
  item: Item;
  wanted: { close_up: boolean; context: boolean };
  /** The air is not safe (any more): nothing may be added. */
  locked: boolean;
}

export function PhotoSlots({ drafting, item, wanted, locked }: PhotoSlotsProps) {
  const photos = drafting.draft.value.answers[item.key]?.photos ?? [];
  const roles: ItemRole[] = item.kind === "photo" && !wanted.close_up && !wanted.context ? ["other"] : ["close_up", "context"];
  return (
    <div class="photoslots">
      {roles.map((role) => (
        <Slot key={role} drafting={drafting} item={item} role={role} photos={photos.filter((photo) => photo.role === role)} required={role !== "other" && wanted[role]} locked={locked} />
      ))}
    </div>
  );
}

export function roleWord(role: PhotoRole): string {
  const w = crew().check;
  return { close_up: w.closeUp, context: w.context, other: w.other, before: w.before, after: w.after }[role];
}

interface SlotProps {
  drafting: Drafting;
  item: Item;
  role: PhotoRole;
  photos: PhotoNote[];
  required: boolean;
  locked: boolean;
}

function Slot({ drafting, item, role, photos, required, locked }: SlotProps) {
  const w = crew().check;
  const [taking, setTaking] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const word = roleWord(role);
  return (
    <div class="photoslot">
      {photos.map((photo) => (
        <KeptPhoto key={photo.sha256} sha256={photo.sha256} alt={`${inLanguage(item.title)} · ${word}`} onRemove={() => setRemoving(photo.sha256)} />
      ))}
      {!locked && (photos.length === 0 || role === "other") && (
        <button type="button" class="button take" data-role={role} onClick={() => setTaking(true)}>
          <Icon name="camera" />
          <span>{w.take(word)}{required && <small> · {w.required}</small>}</span>
        </button>
      )}
      {taking && (
        <PhotoTaker
          role={role}
          before={() => drafting.save()}
          onTaken={async (taken) => {
            await drafting.addPhoto(item, role, taken);
            setTaking(false);
          }}
          onClose={() => setTaking(false)}
        />
      )}
      {removing && (
        <Confirm title={w.remove} action={w.remove} onConfirm={async () => drafting.removePhoto(item, removing)} onClose={() => setRemoving(null)}>
          <p>{w.removeAsk}</p>
        </Confirm>
      )}
    </div>
  );
}
