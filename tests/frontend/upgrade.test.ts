/** A phone comes back from its holidays with an old app's database: nothing is lost, and the old rows are pulled again. */
import { all } from "../../static/app/store/mirror";
import { read } from "../../static/app/store/meta";
import { outboxList } from "../../static/app/store/outbox";
import { stepDraftOf } from "../../static/app/store/steps";
import { attachment, site, stepDraft } from "./samples";
import { equal, it } from "./runner";

const KEPT = { user: "alice", generation: 4, filling: 4, cursor: "e:9", pulled_at: "2026-10-01T00:00:00Z" };

/** The database as an earlier version of the app founded it. */
function oldDatabase(version: 1 | 2 | 3): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.open("heating", version);
    request.onupgradeneeded = () => {
      const database = request.result;
      for (const [name, keyPath] of [["draft", "id"], ["outbox", "id"], ["photo", "sha256"]] as const) database.createObjectStore(name, { keyPath });
      database.createObjectStore("photo_bytes");
      const mirror = database.createObjectStore("mirror", { keyPath: ["generation", "kind", "id"] });
      for (const index of ["site", "asset", "building", "code", "short_code"]) mirror.createIndex(index, ["generation", "kind", index]);
      if (version >= 2) {
        database.createObjectStore("step", { keyPath: "id" });
        database.createObjectStore("picture");
      }
      const meta = database.createObjectStore("meta");
      meta.put(KEPT, "mirror");
      mirror.put({ generation: 4, kind: "site", id: "s1", row: site("s1") });
      const { operation, ...made } = attachment("x");
      request.transaction!.objectStore("outbox").put({ ...operation, ...made, id: "o1", seq: 1, state: "waiting", tries: 0, last_try_at: null, next_try_at: 0, problem: null, received_at: null, replayed: false, settled_by: null });
    };
    request.onsuccess = () => {
      request.result.close();
      done();
    };
    request.onerror = () => failed(request.error);
  });
}

/** As another tab that lets go of it. */
function removeDatabase(): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase("heating");
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
  });
}

for (const version of [1, 2, 3] as const) {
  it(`keeps queue and rows of version ${version}, and asks for all rows anew`, async () => {
    await removeDatabase();
    await oldDatabase(version);
    equal((await outboxList()).map((item) => [item.id, item.state]), [["o1", "waiting"]]);
    equal((await all("site")).map((row) => row.id), ["s1"]);
    const { generation, filling, cursor } = (await read("mirror"))!;
    equal([generation, filling, cursor], [4, 5, null]);
    equal(await stepDraftOf(stepDraft()), undefined);
  });
}
