/** Someone else saved in the meantime: show both sides of every field we wanted to change, keep what was typed. */
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { conflictWords } from "./conflict_words";

export interface Difference {
  name: string;
  before: string;
  theirs: string;
  mine: string;
}

interface ConflictProps {
  differences: readonly Difference[];
  busy: boolean;
  /** Save mine over theirs, field by field, with the newest version. */
  onKeepMine: () => void;
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
          <Button kind="primary" busy={busy} onClick={onKeepMine}>
            {w.keepMine}
          </Button>
        </>
      }
    >
      <p>{w.text}</p>
      <div class="table-wrap">
        <table class="table diff">
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
                <td>{one.before || "—"}</td>
                <td class={one.theirs === one.before ? "" : "theirs"}>{one.theirs || "—"}</td>
                <td class={one.mine === one.theirs ? "" : "mine"}>{one.mine || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
