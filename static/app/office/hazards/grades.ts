/** The grades, the gravest first. */
export const GRADES = ["major", "larger", "general", "minor"] as const;
