/** What is wrong with a scanned or typed code, and what to do about it. */
import { crew } from "../i18n/crew";
import type { CodeFault } from "../rules/labels";
import { Notice } from "../ui/notice";

export function ScanFault({ fault }: { fault: CodeFault }) {
  return (
    <Notice status="warn" urgent>
      {crew().scan.faults[fault]}
    </Notice>
  );
}
