/** The mapping of an import, and a first guess at it from the names of the columns. */
import type { AssetKind } from "../../api";
import { columnFinder, filled } from "../importing/preview";

export interface Mapping {
  source: string;
  kind: string;
  site_kind: string | null;
  columns: Record<string, string>;
  constants: Record<string, string>;
  dates: string;
  numbers: "point" | "comma";
  positions: "wgs84" | "gcj02";
}

export const TARGETS = ["source_id", "name", "name_en", "code", "site_code", "site_name", "organization", "area", "responsible", "safety_owner", "address", "longitude", "latitude", "in_service_on", "heated_area_m2", "households"] as const;

/** Names met in practice, most telling first. */
const NAMES: Record<(typeof TARGETS)[number], readonly string[]> = {
  source_id: ["source_id", "来源编号", "唯一编号", "资产编号", "设备编号", "编号", "id", "mastr_number", "code"],
  name: ["name", "名称", "设备名称", "资产名称", "unit_name", "asset_name"],
  name_en: ["name_en", "英文名称", "english_name"],
  code: ["code", "设备编码", "编码", "资产编码"],
  site_code: ["site_code", "站点编号", "换热站编号", "场所编码"],
  site_name: ["site_name", "站点", "站点名称", "换热站", "热力站", "site", "location"],
  organization: ["organization", "单位", "企业", "所属单位"],
  area: ["area", "区域", "区县"],
  responsible: ["responsible", "责任人", "负责人"],
  safety_owner: ["safety_owner", "安全责任人", "安全员"],
  address: ["address", "地址", "位置", "location"],
  longitude: ["longitude", "经度", "lon", "lng", "x"],
  latitude: ["latitude", "纬度", "lat", "y"],
  in_service_on: ["in_service_on", "投运日期", "投产日期", "启用日期", "start_date", "commissioned"],
  heated_area_m2: ["heated_area_m2", "供热面积", "面积"],
  households: ["households", "户数", "用户数"],
};

/** Each target takes the first column whose name is one of its own; a column may serve two targets. */
export function guessed(columns: readonly string[], kind: AssetKind | undefined): Record<string, string> {
  const find = columnFinder(columns);
  const standard = TARGETS.map((target) => [target, find(NAMES[target])] as const);
  const ofKind = (kind?.fields ?? []).map((field) => [`fields.${field.key}`, find([field.key, field.name.zh, field.name.en, field.key.split("_")[0] ?? ""])] as const);
  return Object.fromEntries([...standard, ...ofKind].flatMap(([target, column]) => (column === undefined ? [] : [[target, column]])));
}

/** "15.11.2011" → "%d.%m.%Y": how the file writes its dates, as far as a sample tells. */
export function dateFormat(sample: string | undefined): string {
  if (!sample) return "";
  const forms: [RegExp, string][] = [
    [/^\d{1,2}\.\d{1,2}\.\d{4}$/, "%d.%m.%Y"],
    [/^\d{4}\/\d{1,2}\/\d{1,2}$/, "%Y/%m/%d"],
    [/^\d{4}\.\d{1,2}\.\d{1,2}$/, "%Y.%m.%d"],
    [/^\d{4}年\d{1,2}月\d{1,2}日$/, "%Y年%m月%d日"],
    [/^\d{8}$/, "%Y%m%d"],
  ];
  return forms.find(([form]) => form.test(sample))?.[1] ?? "";
}

export const DATE_FORMATS = [
  { value: "", name: "2026-11-01" },
  { value: "%Y/%m/%d", name: "2026/11/01" },
  { value: "%Y.%m.%d", name: "2026.11.01" },
  { value: "%d.%m.%Y", name: "01.11.2026" },
  { value: "%Y年%m月%d日", name: "2026年11月01日" },
  { value: "%Y%m%d", name: "20261101" },
] as const;

/** What is sent and saved: nothing empty. */
export function cleaned(mapping: Mapping): Mapping {
  return { ...mapping, columns: filled(mapping.columns), constants: filled(mapping.constants) };
}
