/** Which pictures of a hazard show it before, and which after. Pure. */
import type { Hazard, PhotoNote, StepTaken } from "../../api";

/** How it looked: as whoever repaired it last has shown it, else as it was found. To be matched when photographed again. */
export function firstPicture(hazard: Hazard): PhotoNote | null {
  const before = lastRepair(hazard)?.photos.find((photo) => photo.role === "before");
  return before ?? hazard.photos.find((photo) => photo.role === "close_up") ?? hazard.photos[0] ?? null;
}

/** What the last repair shows. */
export function repairPictures(hazard: Hazard): PhotoNote[] {
  return lastRepair(hazard)?.photos.filter((photo) => photo.role === "after") ?? [];
}

function lastRepair(hazard: Hazard): StepTaken | undefined {
  return [...hazard.steps].reverse().find(({ step }) => step === "rectify" || step === "fix_on_the_spot");
}
