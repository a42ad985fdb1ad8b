/**
 * A list of thousands of which only what is in view exists: rows of one height in a box that scrolls.
 *
 * One stop of the Tab key; arrows move the choice, which the box names to screen readers. What stands before the eyes stays
 * there when rows come or go above it, except at the very top, where the newest tightest one should be seen.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps<Item> {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Height of every row in pixels. */
  rowHeight: number;
  selected: string | null;
  onSelect: (key: string) => void;
  onOpen: (item: Item) => void;
  /** A tap opens at once: there is no room for more than the list. */
  tapOpens: boolean;
  rowClass: (item: Item) => string;
  children: (item: Item) => ComponentChildren;
}

const BEYOND = 6;

export function VirtualList<Item>({ label, items, keyOf, rowHeight, selected, onSelect, onOpen, tapOpens, rowClass, children }: VirtualListProps<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const id = useId();
  const at = items.findIndex((item) => keyOf(item) === selected);
  /** Where the choice was: when its row leaves, the next key goes on from there. */
  const lastAt = useRef(0);
  if (at >= 0) lastAt.current = at;
  useHeldInPlace(box, items, keyOf, rowHeight);

  const look = (): void => {
    const { scrollTop, clientHeight } = box.current ?? { scrollTop: 0, clientHeight: 800 };
    setView((before) => (before.top === scrollTop && before.height === clientHeight ? before : { top: scrollTop, height: clientHeight }));
  };
  useLayoutEffect(look);
  useEffect(() => {
    if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) box.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);

  const go = (to: number): void => {
    const item = items[Math.max(0, Math.min(items.length - 1, to))];
    if (!item || !box.current) return;
    onSelect(keyOf(item));
    bringIntoView(box.current, items.indexOf(item) * rowHeight, rowHeight);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const [below, above] = at >= 0 ? [at + 1, at - 1] : [lastAt.current, lastAt.current - 1];
    const to = { ArrowDown: below, j: below, ArrowUp: above, k: above, PageDown: at + page, PageUp: at - page, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" && items[at]) onOpen(items[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const first = Math.max(0, Math.floor(view.top / rowHeight) - BEYOND);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + BEYOND);
  const inView = at >= first && at < last;
  return (
    <div ref={box} class="virtual" role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={inView ? `${id}-${selected}` : undefined} onScroll={look} onKeyDown={onKey} onFocus={() => at < 0 && go(0)}>
      <div role="presentation" style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, last).map((item, i) => {
          const key = keyOf(item);
          return (
            <div
              key={key}
              id={`${id}-${key}`}
              role="option"
              aria-selected={key === selected}
              aria-posinset={first + i + 1}
              aria-setsize={items.length}
              class={`virtual-row ${rowClass(item)}`}
              style={{ height: `${rowHeight}px`, top: `${(first + i) * rowHeight}px` }}
              onClick={() => (tapOpens ? onOpen(item) : onSelect(key))}
              onDblClick={() => onOpen(item)}
            >
              {children(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function bringIntoView(box: HTMLElement, top: number, height: number): void {
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
}

/** Scroll along with the first row in view when others come or go above it. */
function useHeldInPlace<Item>(box: { current: HTMLElement | null }, items: readonly Item[], keyOf: (item: Item) => string, rowHeight: number): void {
  const before = useRef(items);
  useLayoutEffect(() => {
    const scrolled = box.current?.scrollTop ?? 0;
    const held = before.current[Math.floor(scrolled / rowHeight)];
    before.current = items;
    if (!box.current || !held || scrolled === 0) return;
    const now = items.findIndex((item) => keyOf(item) === keyOf(held));
    if (now >= 0) box.current.scrollTop = now * rowHeight + (scrolled % rowHeight);
  }, [items]);
}

/** Whether the screen fits the query, followed as it changes. */
export function useMedia(query: string): boolean {
  const [fits, setFits] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = (): void => setFits(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [query]);
  return fits;
}
