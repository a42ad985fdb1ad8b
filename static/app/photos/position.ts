/** Where the phone is. Never waited for and never required: boiler rooms have no GPS. */
import type { Position } from "../api";

const FRESH_MS = 60_000;

export function findPosition(): Promise<Position | null> {
  if (!("geolocation" in navigator)) return Promise.resolve(null);
  return new Promise((found) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        found({
          longitude: coords.longitude,
          latitude: coords.latitude,
          accuracy_m: Math.round(coords.accuracy),
          at: new Date(timestamp).toISOString(),
        }),
      () => found(null),
      { enableHighAccuracy: true, maximumAge: FRESH_MS, timeout: 20_000 },
    );
  });
}
