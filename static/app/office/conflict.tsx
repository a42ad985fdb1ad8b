/** Someone else saved in the meantime: show both sides of every field we wanted to change, keep what was typed. */
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { conflictWords } from "./conflict_words";

export interface Difference {
  name: string;
  before: string;
  theirs: string;
  /** Null where the form has no such field. */
  mine: string | null;
}

interface ConflictProps {
  differences: readonly Difference[];
  busy: boolean;
  /** Save mine over theirs, field by field, with the newest version; left out where that is not possible any more. */
  onKeepMine?: () => void;
  /** Throw my changes away and show theirs. */
  onTakeTheirs: () => void;
  onClose: () => void;
}

export function ConflictDialog({ differences, busy, onKeepMine, onTakeTheirs, onClose }: ConflictProps) {
  const w = conflictWords();
  return (
    <Dialog
      wide
      title={w.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onTakeTheirs}>{w.takeTheirs}</Button>
          {onKeepMine && (
            <Button kind="primary" busy={busy} onClick={onKeepMine}>
              {w.keepMine}
            </Button>
          )}
        </>
      }
    >
      <p>{onKeepMine ? w.text : w.tooLate}</p>
      <div class="table-wrap">
        <table class="table cards diff">
          <thead>
            <tr>
              <th scope="col">{w.field}</th>
              <th scope="col">{w.before}</th>
              <th scope="col">{w.theirs}</th>
              <th scope="col">{w.mine}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td data-label={w.before}>{one.before || "—"}</td>
                <td class="prose" data-label={w.theirs}>{one.theirs || "—"}</td>
                {one.mine === null ? <td /> : <td class={one.mine === one.theirs ? "" : "mine"} data-label={w.mine}>{one.mine || "—"}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
