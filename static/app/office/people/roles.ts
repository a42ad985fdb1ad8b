import type { Option } from "../../ui/field";
import { office } from "../words";

const ROLES = ["crew_member", "safety_officer", "duty_officer", "company_manager", "district_officer", "city_leader", "administrator", "auditor"] as const;

export const roleOptions = (): Option[] => ROLES.map((role) => ({ value: role, name: office().role[role] }));
