/**
 * Every key of the program, by the place where it works. The screens listen by this table and the
 * sheet behind F1 is drawn from it, so that neither can know a key that the other does not.
 */

/** Place, act, and the names of the keys that do it, the usual one first. */
export const keyTable = {
  program: { sheet: ["F1"], large: ["F8"], dark: ["F9"] },
  desk: { search: ["Ctrl+K"], undo: ["Ctrl+Z"] },
  mode: { turn: ["Ctrl+E"] },
  lock: { lock: ["Ctrl+L"] },
  list: { fresh: ["N"], next: ["ArrowDown"], previous: ["ArrowUp"], open: ["Enter"] },
  record: { save: ["Ctrl+Enter"], back: ["Escape"] },
  figure: { checking: ["?", "？"] },
  form: { cancel: ["Escape"] },
  inspection: { save: ["Ctrl+Enter"] },
  item: { result: ["1", "2", "3"], next: ["ArrowDown"], previous: ["ArrowUp"] },
  paper: {
    print: ["Ctrl+P"],
    save: ["Ctrl+S"],
    larger: ["+", "="],
    smaller: ["-"],
    back: ["Escape"],
  },
  matters: {
    choose: ["1", "2", "3", "4"],
    type: ["T"],
    next: ["ArrowDown", "J"],
    previous: ["ArrowUp", "K"],
    later: ["Enter"],
    takeBack: ["U"],
    back: ["Escape"],
  },
  calls: { result: ["1", "2", "3", "4", "5"], next: ["ArrowDown"], previous: ["ArrowUp"] },
  transfer: {
    notify: ["Q"],
    setOff: ["W"],
    arrive: ["E"],
    relatives: ["T"],
    count: ["R"],
    takeAway: ["D"],
    goneHome: ["X"],
    redirect: ["H"],
    otherWay: ["B"],
    next: ["ArrowDown"],
    previous: ["ArrowUp"],
  },
  rollCall: {
    turn: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    done: ["Enter"],
    cancel: ["Escape"],
  },
  paperSheet: { next: ["ArrowDown"], previous: ["ArrowUp"], close: ["Escape"] },
  incident: { begin: ["S"] },
  log: { write: ["L"] },
  toMap: { map: ["M"] },
  mapMark: { move: ["M"], draw: ["D"], off: ["Delete"], open: ["O"] },
  mapAim: {
    left: ["ArrowLeft"],
    right: ["ArrowRight"],
    up: ["ArrowUp"],
    down: ["ArrowDown"],
    point: [" "],
    back: ["Backspace"],
    finish: ["Enter"],
    cancel: ["Escape"],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

/** Where a key works. */
export type Place = keyof typeof keyTable;

/** What the keys of a place do. */
export type ActOf<At extends Place> = keyof (typeof keyTable)[At] & string;

/** Words for every act of every place; a key without words does not compile. */
export type KeyWords = { [At in Place]: Record<ActOf<At>, string> };

/** The name of a key as the table has it: `N`, `Ctrl+Enter`, `ArrowUp`. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return control + (event.altKey ? "Alt+" : "") + key;
}

/** The keys of a place with what they do. */
export function keysOf(place: Place): [act: string, keys: readonly string[]][] {
  return Object.entries(keyTable[place]);
}

/** What a key does at a place; undefined if nothing. */
export function actOf<At extends Place>(place: At, event: KeyboardEvent): ActOf<At> | undefined {
  const name = keyName(event);
  const line = keysOf(place).find(([, keys]) => keys.includes(name));
  return line?.[0] as ActOf<At> | undefined;
}

const SIGNS: Record<string, string> = {
  " ": "空格",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
  Escape: "Esc",
};

/** A key as it is printed on keyboards and buttons: `Ctrl ↵`. */
export function keySign(name: string): string {
  const parts = name.length > 1 ? name.split("+") : [name];
  return parts.map((part) => SIGNS[part] ?? part).join(" ");
}
