/** Both signatures of a visit, fetched when somebody asks for them: looking at them is recorded. */
import { useState } from "preact/hooks";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Drawing } from "../../ui/pad";
import { visitWords } from "./words";

interface Strokes {
  resident: number[][] | null;
  visitor: number[][] | null;
}

export function Signatures({ visit }: { visit: string }) {
  const w = visitWords();
  const [shown, setShown] = useState(false);
  const loading = useLoad<Strokes>(shown ? `/api/visits/${visit}/signatures` : null);
  if (!shown) return <Button kind="quiet" onClick={() => setShown(true)}>{w.showSignatures}</Button>;
  return (
    <Loaded of={loading}>
      {({ resident, visitor }) => (
        <div class="line">
          <Signed who={w.residentSigns} strokes={resident} />
          <Signed who={w.visitorSigns} strokes={visitor} />
        </div>
      )}
    </Loaded>
  );
}

function Signed({ who, strokes }: { who: string; strokes: number[][] | null }) {
  return (
    <figure>
      {strokes ? <Drawing label={who} strokes={strokes} /> : <p class="muted">{visitWords().noSignature}</p>}
      <figcaption class="muted">{who}</figcaption>
    </figure>
  );
}
