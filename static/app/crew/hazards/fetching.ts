/** Fetches ahead the pictures of the hazards that a person is to rectify or to verify: cellars have no signal. */
import { type Hazard, type Me, Unreachable, getBytes } from "../../api";
import { firstPicture, repairPictures } from "./facing";
import { isMine, mostPressingFirst } from "./lists";
import { standings, stepsFor } from "./standing";
import { isFull } from "../../store/db";
import { all } from "../../store/mirror";
import { dropPictures, keepPicture, keptPictures } from "../../store/pictures";

/** Some 25 MB at most: what presses most goes first. */
const MOST = 120;

let running = false;

export async function fetchPictures(person: Me): Promise<void> {
  if (running) return;
  running = true;
  try {
    const wanted = picturesFor(await all("hazard"), person);
    const kept = await keptPictures();
    await dropPictures([...kept].filter((sha256) => !wanted.includes(sha256)));
    await fetchAll(wanted.filter((sha256) => !kept.has(sha256)));
  } finally {
    running = false;
  }
}

/** Hashes, without repetition. */
export function picturesFor(hazards: Hazard[], person: Me): string[] {
  const concerned = standings(hazards, [], person, Date.now())
    .filter((each) => isMine(each, person) || stepsFor(each.hazard, person).some((step) => step === "accept" || step === "confirm"))
    .sort(mostPressingFirst);
  const pictures = concerned.flatMap(({ hazard }) => [firstPicture(hazard), ...repairPictures(hazard), ...hazard.photos]);
  return [...new Set(pictures.flatMap((picture) => (picture ? [picture.sha256] : [])))].slice(0, MOST);
}

/** One that is refused, or has not reached the server yet, is tried again after the next pull. A full phone takes no more. */
async function fetchAll(wanted: string[]): Promise<void> {
  for (const sha256 of wanted) {
    try {
      await keepPicture(sha256, await getBytes(`/api/photos/${sha256}?size=view`));
    } catch (error) {
      if (error instanceof Unreachable || isFull(error)) return;
    }
  }
}
