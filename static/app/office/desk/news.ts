/** What has just come: said, heard, and counted in the tab's title. */
import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me } from "../../shell/session";
import { isNew } from "./order";
import { queue, whenNews } from "./queue";
import { ring } from "./sound";
import { desk } from "./words";

export function useNews(tell: (words: string) => void): void {
  useEffect(
    () =>
      whenNews((rows, known) => {
        const arrived = rows.filter((row) => isNew(row) && !known.has(row.id));
        const mine = rows.filter((row) => row.officer?.id === me.value?.user.id && known.get(row.id)?.row.officer?.id !== row.officer?.id);
        if (arrived.length > 0) tell(desk().arrived(arrived.length));
        if ([...arrived, ...mine].some((row) => row.urgency === "urgent")) ring("urgent");
        else if (arrived.length + mine.length > 0) ring("ordinary");
      }),
    [],
  );
  useSignalEffect(() => {
    document.title = desk().tabTitle(queue.value.entries.filter(({ row }) => isNew(row)).length, desk().title);
  });
}
