/** Language and appearance: kept in this browser; the language also on the account, for the server's answers. */
import { patch } from "../api";
import { type Language, language, speak } from "../i18n";
import { type Theme, applyTheme, theme } from "../shell/theme";
import { office, wordOf } from "./words";

const THEMES: readonly Theme[] = ["system", "light", "dark", "sun"];

function chooseLanguage(chosen: Language): void {
  speak(chosen);
  patch("/api/account", { language: chosen }).catch(() => undefined);
}

/** The other language, named in that language. */
export function LanguageButton() {
  const other = language.value === "zh" ? "en" : "zh";
  return (
    <button type="button" class="button quiet" lang={other} onClick={() => chooseLanguage(other)}>
      {other === "zh" ? "中文" : "English"}
    </button>
  );
}

export function Preferences() {
  return (
    <div class="preferences">
      <div class="segment" role="group" aria-label={office().language}>
        {(["zh", "en"] as const).map((one) => (
          <label key={one} class={language.value === one ? "on" : ""} lang={one}>
            <input type="radio" name="language" checked={language.value === one} onChange={() => chooseLanguage(one)} />
            <span>{one === "zh" ? "中文" : "English"}</span>
          </label>
        ))}
      </div>
      <select class="input" aria-label={office().theme} value={theme.value} onChange={(event) => applyTheme(event.currentTarget.value as Theme)}>
        {THEMES.map((one) => (
          <option key={one} value={one}>{`${office().theme} · ${wordOf(office().themes, one)}`}</option>
        ))}
      </select>
    </div>
  );
}
