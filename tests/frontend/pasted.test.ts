/** Buildings and stations pasted from a table, or read from its file. */
import { readPasted, textIn } from "../../static/app/office/network/pasted";
import { equal, it } from "./runner";

/** "楼栋编号,站编号\nA 1,B2\n" as Excel saves it on a Chinese computer. */
const IN_GBK = [0xc2, 0xa5, 0xb6, 0xb0, 0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xd5, 0xbe, 0xb1, 0xe0, 0xba, 0xc5, 0x0a, 0x41, 0x20, 0x31, 0x2c, 0x42, 0x32, 0x0a];

it("reads a file in GBK as well as in UTF-8", () => {
  const expected = { rows: [{ line: 2, building: "A 1", station: "B2" }], wrong: [] };
  equal(readPasted(textIn(new Uint8Array(IN_GBK).buffer)), expected);
  equal(readPasted(textIn(new TextEncoder().encode("\ufeff楼栋编号,站编号\r\nA 1,B2\r\n").buffer)), expected);
});
