/** Icons, drawn by us. Status shapes are solid on a 16 grid, the others are lines on a 24 grid. */

const SOLID = {
  ok: "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM7 11.6 3.4 8l1.4-1.4L7 8.8l4.2-4.2L12.6 6z",
  warn: "M8 1 0 15h16zM7 6h2v4H7zm0 5h2v2H7z",
  danger: "M5 0h6l5 5v6l-5 5H5l-5-5V5zM4.6 6l2 2-2 2L6 11.4l2-2 2 2 1.4-1.4-2-2 2-2L10 4.6l-2 2-2-2z",
  info: "M3 0h10v3L9 8l4 5v3H3v-3l4-5-4-5z",
  off: "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 0 1 4.7 9.7L4.3 3.3A6 6 0 0 1 8 2zM3.3 4.3l8.4 8.4a6 6 0 0 1-8.4-8.4z",
  signal: "M1 2l1.4-1.4L15 13.2 13.6 14.6zM8 3c3 0 5.6 1.2 7.4 3L14 7.5A8 8 0 0 0 8.6 5zM.6 6 2 7.5A8 8 0 0 1 4 6L2.6 4.6zM8 10a3 3 0 0 1 2 5H6a3 3 0 0 1 2-5z",
  up: "M8 3 2 11h12z",
  down: "M8 13 2 5h12z",
} as const;

const LINE = {
  gauge: "M4 18a9 9 0 1 1 16 0M12 14l4-5M12 5v2M5 12h2M17 12h2",
  clipboard: "M8 4h8v3H8zM8 5H5v16h14V5h-3M8.5 14l2.5 2.5 4.5-5",
  hazard: "M12 4 2.5 20h19zM12 10v5M12 17v1",
  building: "M4 21V8l8-5 8 5v13M2 21h20M9 21v-6h6v6M9 11h1M14 11h1",
  tag: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h3v3h-3zM20 13v2M17 20h3v-3M13 19v1",
  list: "M9 6h11M9 12h11M9 18h11M4 6l1 1 1.5-2M4 12l1 1 1.5-2M4 18l1 1 1.5-2",
  inbox: "M12 3v10M8 9l4 4 4-4M4 15v5h16v-5",
  outbox: "M12 13V3M8 7l4-4 4 4M4 15v5h16v-5",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6M17.5 14c2.3.6 3.5 2.7 3.5 6",
  person: "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4.5 3-7 7.5-7s7.5 2.5 7.5 7",
  tree: "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4",
  calendar: "M4 6h16v15H4zM4 10h16M8 3v5M16 3v5",
  chain: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
  right: "M9 5l7 7-7 7",
  left: "M15 5l-7 7 7 7",
  plus: "M12 5v14M5 12h14",
  filter: "M4 6h16M7 12h10M10 18h4",
  printer: "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
  download: "M12 3v12M7.5 10.5 12 15l4.5-4.5M5 20h14",
  pencil: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5 17.5 10",
  camera: "M3 8h4l2-3h6l2 3h4v12H3zM12 17.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  key: "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11.5h9M18 11.5v4",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  sliders: "M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
  pause: "M9 5v14M15 5v14",
  flag: "M6 21V4M6 4h12l-3 4 3 4H6",
  letter: "M3 6h18v13H3zM3 7l9 7 9-7",
  board: "M4 4h4v16H4zM10 4h4v10h-4zM16 4h4v13h-4z",
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  send: "M4 12 20 4l-5 16-4-6zM11 14l9-10",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 14h8l1-14",
  phone: "M7 3h10v18H7zM11 18h2",
  moon: "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
  sound: "M4 9h4l5-4v14l-5-4H4zM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12",
} as const;

export type IconName = keyof typeof SOLID | keyof typeof LINE;

/** Decoration beside a word: hidden from screen readers unless it is given a `title` of its own. */
export function Icon({ name, title, class: extra = "" }: { name: IconName; title?: string; class?: string }) {
  const described = title ? { role: "img" as const, "aria-label": title } : { "aria-hidden": true as const };
  if (name in SOLID) {
    return (
      <svg class={`icon ${extra}`} viewBox="0 0 16 16" {...described}>
        <path d={SOLID[name as keyof typeof SOLID]} fill-rule="evenodd" />
      </svg>
    );
  }
  return (
    <svg class={`icon ${extra}`} viewBox="0 0 24 24" {...described} fill="none" stroke="currentColor" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round" style="fill:none">
      <path d={LINE[name as keyof typeof LINE]} />
    </svg>
  );
}
