/** A picture that lies on this phone. */
import { useEffect, useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { photoUrl } from "../store/photos";
import { Icon } from "../ui/icon";

export function KeptPhoto({ sha256, alt, onRemove }: { sha256: string; alt: string; onRemove?: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    let made: string | null = null;
    void photoUrl(sha256).then((found) => {
      made = found;
      if (gone && found) URL.revokeObjectURL(found);
      else setUrl(found);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [sha256]);
  return (
    <figure class="keptphoto">
      {url && <img src={url} alt={alt} />}
      {onRemove && (
        <button type="button" class="button square" aria-label={`${crew().check.remove}: ${alt}`} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </figure>
  );
}
