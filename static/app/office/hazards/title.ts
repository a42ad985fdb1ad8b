import { language } from "../../i18n";

/** A hazard raised by a checklist item has its title in both languages; a person's own words have one. */
export const titleOf = (hazard: { title: string; title_en?: string }): string => (language.value === "en" && hazard.title_en ? hazard.title_en : hazard.title);
