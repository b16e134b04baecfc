/** Within the menu: letters go to the line they begin, arrows to the next one. */
import { isTyping } from "../keyboard";
import { initials } from "../words/initials";

/** A line of the menu. */
export interface MenuLine {
  name: string;
  label: string;
}

/** How long letters belong to the same word. */
const WORD_MS = 1_000;

/** The first line whose name, or the initials of it, begins with what was typed. */
export function lineFor(lines: MenuLine[], typed: string): MenuLine | undefined {
  const wanted = typed.toLowerCase();
  return lines.find(({ label }) => label.startsWith(typed) || initials(label).startsWith(wanted));
}

/** Listens to the keys of the menu. */
export function useTypeToJump(lines: () => MenuLine[], goTo: (name: string) => void) {
  let typed = "";
  let last = 0;

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(event.currentTarget, step);
    else if (/^[\p{L}\p{N}]$/u.test(event.key)) spell(event.key);
    else return;
    event.preventDefault();
  }

  function spell(letter: string): void {
    const now = Date.now();
    typed = now - last < WORD_MS ? typed + letter : letter;
    last = now;
    const line = lineFor(lines(), typed);
    if (line) goTo(line.name);
  }

  function move(menu: EventTarget | null, step: number): void {
    if (!(menu instanceof HTMLElement)) return;
    const stops = Array.from(menu.querySelectorAll<HTMLElement>("a, button"));
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops[(at + step + stops.length) % stops.length]?.focus();
  }

  return { onKey };
}
