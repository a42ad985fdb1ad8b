export * from "./client";
export * from "./problem";
export * from "./types";
export { watchChanges, liveness, type Change, type Liveness } from "./events";
