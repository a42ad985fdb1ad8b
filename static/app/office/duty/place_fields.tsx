/** For whom a roster is: an organization one may write for, and where. */
import { me } from "../../shell/session";
import { Select } from "../../ui/field";
import { inputId } from "../form";
import { areas, organizations, treeOptions } from "../lookups";
import { dutyWords } from "./words";

interface PlaceFieldsProps {
  organization: string;
  area: string;
  onOrganization: (path: string) => void;
  onArea: (path: string) => void;
  errorAt: (pointer: string) => string | undefined;
}

export function PlaceFields({ organization, area, onOrganization, onArea, errorAt }: PlaceFieldsProps) {
  const w = dutyWords();
  const own = me.value;
  const isCityWide = own?.user.role === "administrator" || own?.user.role === "district_officer";
  const offered = organizations.value.filter((one) => isCityWide || one.path.startsWith(own?.organization.path ?? ""));
  return (
    <div class="form-grid">
      <Select required label={w.organization} id={inputId("/organization")} value={organization} blank={w.choose} options={treeOptions(offered)} onChange={onOrganization} error={errorAt("/organization")} />
      <Select label={w.area} id={inputId("/area")} value={area} blank={own?.area ? undefined : w.wholeArea} options={treeOptions(areas.value.filter((one) => one.path.startsWith(own?.area?.path ?? "")))} onChange={onArea} error={errorAt("/area")} />
    </div>
  );
}
