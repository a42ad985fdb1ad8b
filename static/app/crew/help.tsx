/** C8: what to do first when someone is hurt or in danger; readable without any network. */
import "../shell/start";
import { crew } from "../i18n/crew";
import { ButtonLink } from "../ui/button";
import { Section } from "../ui/page";
import { CrewScreen } from "./frame";

const CARDS = ["burn", "leak", "power", "gas"] as const;

export default function Help() {
  const w = crew().help;
  return (
    <CrewScreen
      title={w.title}
      sub={w.first}
      actions={
        <>
          <ButtonLink kind="danger" icon="phone" href="tel:119">{w.fire}</ButtonLink>
          <ButtonLink kind="danger primary" icon="phone" href="tel:120">{w.medical}</ButtonLink>
        </>
      }
    >
      {CARDS.map((card) => (
        <Section key={card} title={w.cards[card].title}>
          <ol class="steps">
            {w.cards[card].steps.split("\n").map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
      ))}
    </CrewScreen>
  );
}
