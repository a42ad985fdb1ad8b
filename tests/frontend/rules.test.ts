/** The phone's rules against the vectors that the server's rules answer to as well. */
import type { Answer, ChecklistDocument } from "../../static/app/api/types";
import { type Fault, type Limits, failing, faults, tally, visibleItems } from "../../static/app/rules/checklists";
import { checkCharacter, normalise, parse } from "../../static/app/rules/labels";
import { equal, it } from "./runner";

interface ChecklistVectors {
  documents: Record<string, ChecklistDocument>;
  cases: {
    name: string;
    document: string;
    answers: Answer[];
    limits: Limits;
    expect: { faults: Fault[]; visible?: string[]; failing?: unknown[]; tally?: unknown };
  }[];
}

interface LabelVectors {
  cases: { name: string; rule: string; letters?: string; text?: string; expect: unknown }[];
}

declare const CHECKLIST_VECTORS: ChecklistVectors;
declare const LABEL_VECTORS: LabelVectors;

for (const { name, document, answers, limits, expect } of CHECKLIST_VECTORS.cases) {
  it(`checklists: ${name}`, () => {
    const given = CHECKLIST_VECTORS.documents[document]!;
    equal(faults(given, answers, limits), expect.faults, "faults");
    if (expect.visible) equal(visibleItems(given, answers), expect.visible, "visible");
    if (expect.failing) equal(failing(given, answers, limits), expect.failing, "failing");
    if (expect.tally) equal(tally(given, answers, limits), expect.tally, "tally");
  });
}

for (const { name, rule, letters = "", text = "", expect } of LABEL_VECTORS.cases) {
  it(`labels: ${rule}: ${name}`, () => {
    if (rule === "check_character") equal(checkCharacter(letters), expect);
    else if (rule === "normalise") equal(normalise(text), expect);
    else {
      const parsed = parse(text);
      equal(typeof parsed === "string" ? { fault: parsed } : parsed, expect);
    }
  });
}
