/** Before calling: the number behind its "show", and what to say. */
import { ButtonLink } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { categoryName } from "./categories";
import { People } from "./person";
import { personal } from "./personal_words";
import type { Row } from "./types";
import { complaints } from "./words";

export function CallDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const w = personal();
  return (
    <Dialog title={w.callTitle(row.number)} onClose={onClose} footer={<ButtonLink href={`/app/complaints/${row.id}`}>{w.open}</ButtonLink>}>
      <People id={row.id} />
      <h3>{w.script}</h3>
      <p class="prose">{w.points(categoryName(row.category) || complaints().noCategory)}</p>
    </Dialog>
  );
}
