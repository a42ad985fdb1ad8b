/** "K7M2-9QXD-4TRW": in fours, to be read out. */
export const printedCode = (code: string): string => code.replaceAll("-", "").replace(/(.{4})(?=.)/g, "$1-");
