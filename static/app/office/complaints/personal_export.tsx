/** The ledger as it was said, with doors and telephone numbers: asked for knowingly, because it is written down. */
import { query } from "../../api";
import { language } from "../../i18n";
import { Confirm } from "../../ui/dialog";
import { fetchFile } from "../download";
import { personal } from "./personal_words";

interface PersonalExportProps {
  /** What the list shows, in the API's words. */
  asked: Record<string, string | undefined>;
  onClose: () => void;
}

export function PersonalExport({ asked, onClose }: PersonalExportProps) {
  const w = personal();
  const fetchIt = async (): Promise<void> => {
    fetchFile(query("/api/complaints/ledger.xlsx", { ...asked, lang: language.value, personal: "true" }));
    onClose();
  };
  return (
    <Confirm title={w.exportTitle} action={w.exportAction} danger={false} onConfirm={fetchIt} onClose={onClose}>
      <p>{w.exportHas}</p>
      <p>{w.exportNoted}</p>
    </Confirm>
  );
}
