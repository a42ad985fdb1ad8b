/** The handbook 手册: every kind of hazard with when it is one, by when it must be gone, and when it is. */
import "../../shell/start";
import { CrewScreen } from "../frame";
import { CodeName, CodeSearch } from "./search";
import { handbookWords } from "./words";

export default function HandbookList() {
  return (
    <CrewScreen title={handbookWords().title}>
      <CodeSearch row={(code) => <a class="place" href={`/app/handbook/${code.key}`}><CodeName code={code} /></a>} />
    </CrewScreen>
  );
}
