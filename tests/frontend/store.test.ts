/** What is saved stays saved, in one piece or not at all. */
import { withDb } from "../../static/app/store/db";
import { changeDraft, discardDraft, draftList, draftOf, keepNewDraft } from "../../static/app/store/drafts";
import { newId, sha256 } from "../../static/app/store/ids";
import { DraftGone } from "../../static/app/store/kept";
import { read, write } from "../../static/app/store/meta";
import { enqueue, forgetOldReceipts, outboxList, settle, submitDraft, submitStep } from "../../static/app/store/outbox";
import { forgetPerson, keepPerson } from "../../static/app/store/person";
import { markArrived, photoBytes, photoList, sweepPhotos } from "../../static/app/store/photos";
import { beginStep, discardStepDraft, stepDraftOf } from "../../static/app/store/steps";
import { dropPictures, keepPicture, keptPictures, pictureHere } from "../../static/app/store/pictures";
import { BOB, ME, attachment, draft, emptyDatabase, stepDraft, taken } from "./samples";
import { equal, it, rejects, truthy } from "./runner";

const withPhoto = (id: string, hash: string) =>
  draft(id, { answers: { pump: { item: "pump", value: "fail", answered_at: "2026-09-21T08:00:00Z", photos: [{ sha256: hash, role: "close_up", taken_at: "2026-09-21T08:00:00Z" }] } } });

it("does not keep a draft whose picture could not be kept", async () => {
  await emptyDatabase();
  const broken = taken("p");
  (broken.photo as { sha256: unknown }).sha256 = undefined;
  await keepNewDraft(draft("d1"));
  await rejects(() => changeDraft("d1", () => withPhoto("d1", "p"), [broken]), /DataError|key/i);
  equal(await draftList(), [draft("d1")]);
});

it("refuses to submit what another tab has submitted", async () => {
  await emptyDatabase();
  await keepNewDraft(draft("d1"));
  await submitDraft("d1", () => attachment("x"));
  truthy((await submitDraft("d1", () => attachment("y")).catch((error: unknown) => error)) instanceof DraftGone);
  equal((await outboxList()).map((each) => each.subject), ["x"]);
});

it("does not reopen what a person has settled", async () => {
  await emptyDatabase();
  await enqueue("o1", attachment("x"));
  await settle([{ id: "o1", changed: { state: "settled", settled_by: "discarded" } }]);
  await settle([{ id: "o1", changed: { state: "waiting" } }]);
  equal((await outboxList())[0]!.state, "settled");
});

it("gives back a draft with its pictures", async () => {
  await emptyDatabase();
  await keepNewDraft(draft("d1"));
  await changeDraft("d1", () => withPhoto("d1", "p"), [taken("p")]);
  equal((await draftOf("d1"))?.answers["pump"]?.photos[0]?.sha256, "p");
  equal((await photoBytes("p"))?.byteLength, 10);
});

it("numbers operations in the order of their capture", async () => {
  await emptyDatabase();
  for (const id of ["c", "a", "b"]) await enqueue(id, attachment(id));
  equal((await outboxList()).map((each) => [each.id, each.seq]), [["c", 1], ["a", 2], ["b", 3]]);
});

it("turns a draft into an operation in one step, and settles what it corrects", async () => {
  await emptyDatabase();
  await enqueue("old", attachment("x"));
  await settle([{ id: "old", changed: { state: "refused" } }]);
  await keepNewDraft(draft("d1", { corrects: "old" }));
  await submitDraft("d1", () => attachment("y"));
  equal((await outboxList()).map((each) => [each.id, each.state, each.settled_by]), [["old", "settled", "edited"], ["d1", "waiting", null]]);
  equal(await draftOf("d1"), undefined);
});

it("keeps pictures while a draft, a waiting record or a missing upload needs them, then frees them", async () => {
  await emptyDatabase();
  await keepNewDraft(draft("d1"));
  await changeDraft("d1", () => withPhoto("d1", "draft"), [taken("draft"), taken("stray")]);
  await enqueue("o1", attachment("x", { photos: ["waiting"] }), [taken("waiting")]);
  await enqueue("o2", attachment("y", { photos: ["late"] }), [taken("late")]);
  await enqueue("o3", attachment("z", { photos: ["done"] }), [taken("done")]);
  for (const id of ["o2", "o3"]) await settle([{ id, changed: { state: "received", received_at: new Date().toISOString() } }]);
  await markArrived("done");
  await sweepPhotos();
  equal((await photoList()).map((photo) => photo.sha256), ["done", "draft", "late", "waiting"]);
  equal([await photoBytes("done"), (await photoBytes("late"))?.byteLength], [undefined, 10]);
  await discardDraft("d1");
  await sweepPhotos();
  equal((await photoList()).map((photo) => photo.sha256), ["done", "late", "waiting"]);
});

it("keeps a step with its picture for whoever began it, and submits it once", async () => {
  await emptyDatabase();
  const begun = stepDraft({ photos: [{ sha256: "p", role: "after", taken_at: "2026-11-21T08:00:00Z" }] });
  await beginStep(begun, (kept) => kept, [taken("p")]);
  await sweepPhotos();
  equal((await stepDraftOf(begun))?.id, "step-1");
  equal([await stepDraftOf({ ...begun, author: BOB }), await stepDraftOf({ ...begun, step: "progress" })], [undefined, undefined]);
  equal((await photoBytes("p"))?.byteLength, 10);
  await submitStep("step-1", () => attachment("x", { photos: ["p"], seen_version: 3 }));
  await rejects(() => submitStep("step-1", () => attachment("x")), /Error/);
  equal((await outboxList()).map((each) => [each.id, each.seen_version]), [["step-1", 3]]);
  await beginStep(stepDraft({ id: "step-2" }), (kept) => kept);
  await discardStepDraft("step-2");
  equal(await stepDraftOf(begun), undefined);
});

it("keeps pictures of others until they are dropped or the person signs out", async () => {
  await emptyDatabase();
  for (const sha of ["a", "b", "c"]) await keepPicture(sha, new ArrayBuffer(4));
  await dropPictures(["b"]);
  equal([...(await keptPictures())], ["a", "c"]);
  equal([(await pictureHere("a"))?.size, await pictureHere("b")], [4, null]);
  await forgetPerson();
  equal([...(await keptPictures())], []);
});

it("keeps receipts for thirty days", async () => {
  await emptyDatabase();
  const day = 24 * 3600_000;
  const now = Date.parse("2026-10-31T00:00:00Z");
  for (const [id, age] of [["young", 29], ["old", 31]] as const) {
    await enqueue(id, attachment(id));
    await settle([{ id, changed: { state: "received", received_at: new Date(now - age * day).toISOString() } }]);
  }
  await enqueue("waiting", attachment("waiting", { happened_at: new Date(now - 90 * day).toISOString() }));
  await forgetOldReceipts(now);
  equal((await outboxList()).map((each) => each.id), ["young", "waiting"]);
});

it("forgets the person at sign-out, never the queue", async () => {
  await emptyDatabase();
  await keepPerson(ME);
  await enqueue("o1", attachment("x"));
  await keepNewDraft(draft("d1"));
  await forgetPerson();
  equal(await read("person"), undefined);
  equal([(await outboxList()).length, (await draftList()).length], [1, 1]);
});

it("opens the database again when the browser closed it", async () => {
  await emptyDatabase();
  await write("device", "phone-1");
  await withDb(async (database) => database.close());
  equal(await read("device"), "phone-1");
});

it("makes ids that sort by time", () => {
  const ids = [newId(1_000), newId(2_000), newId(3_000)];
  equal([...ids].sort(), ids);
  truthy(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)), ids.join());
});

it("names pictures by their bytes", async () => {
  equal(await sha256(new TextEncoder().encode("abc").buffer as ArrayBuffer), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

