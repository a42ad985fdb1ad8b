/** Complaints per ten minutes over three hours: how fast it comes, and whether it grows. */
import { number, time } from "../../i18n/format";
import type { Figures } from "./types";
import { wallWords } from "./words";

const [WIDTH, HEIGHT, FOOT, HEAD] = [1080, 330, 34, 36];

export function ArrivalBars({ arrivals }: { arrivals: Figures["arrivals"] }) {
  const w = wallWords();
  const most = Math.max(1, ...arrivals.map((one) => one.count));
  const step = WIDTH / arrivals.length;
  const said = arrivals.map((one) => `${time(one.from)} ${one.count}`).join(", ");
  return (
    <svg class="arrivals" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${w.arrivals}: ${said}`} font-size="27">
      {arrivals.map(({ from, count }, i) => {
        const height = (count / most) * (HEIGHT - FOOT - HEAD);
        const last = i === arrivals.length - 1;
        return (
          <g key={from}>
            <rect x={i * step + 4} y={HEIGHT - FOOT - height} width={step - 8} height={Math.max(height, 1)} fill={last ? "var(--line)" : "var(--info)"} />
            {count > 0 && (
              <text class="count" x={i * step + step / 2} y={HEIGHT - FOOT - height - 8} text-anchor="middle">
                {number(count)}
              </text>
            )}
            {(i % 3 === 0 || last) && (
              <text x={last ? WIDTH : i * step + 4} y={HEIGHT - 4} text-anchor={last ? "end" : "start"}>
                {last ? w.now : time(from)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
