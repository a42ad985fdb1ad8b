/** A form being filled in: kept on the phone at every change, with its pictures, until it goes into the queue. */
import type { ActDraft } from "../store/complaint_shapes";
import type { Change } from "../store/kept";
import { type NewOperation, submitStep } from "../store/outbox";
import type { TakenPhoto } from "../store/photos";
import type { StepDraft, StepPhoto } from "../store/shapes";
import { beginStep, changeStep, discardStepDraft, stepDraftBy, stepDraftOf } from "../store/steps";
import { Resting } from "./resting";

export abstract class Keeping<D extends StepDraft | ActDraft> extends Resting<D> {
  protected write(change: Change<D>, taken: TakenPhoto[]): Promise<D> {
    const draft = this.draft.value;
    return this.begun ? changeStep(draft.id, change, taken) : beginStep(draft, change, taken);
  }

  protected read(): Promise<D | undefined> {
    const draft = this.draft.value;
    return (this.begun ? stepDraftBy(draft.id) : stepDraftOf(draft)) as Promise<D | undefined>;
  }

  /** In place of another picture of the same role. */
  takePhoto(role: StepPhoto["role"], taken: TakenPhoto): Promise<void> {
    const photo: StepPhoto = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at };
    return this.putPhoto((draft) => ({ ...draft, photos: [...draft.photos.filter((each) => each.role !== role), photo] }), taken);
  }

  /** Into the outbox; false when it could not be kept. */
  protected send(made: (draft: D) => Omit<NewOperation, "author" | "happened_at" | "photos">): Promise<boolean> {
    const happened_at = new Date().toISOString();
    return this.hand((id, last) =>
      submitStep<D>(id, (kept) => {
        const draft = last(kept);
        return { ...made(draft), author: draft.author, happened_at, photos: [...new Set(draft.photos.map((photo) => photo.sha256))] };
      }),
    );
  }

  discard(): Promise<void> {
    return this.end(() => discardStepDraft(this.draft.value.id));
  }
}
