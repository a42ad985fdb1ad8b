export * from "./client";
export * from "./problem";
export * from "./types";
export * from "./complaints";
export { knownUpTo, watchChanges, watchComplaints, liveness, type Change, type Liveness } from "./events";
