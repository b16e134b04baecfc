/** The sheet of keys: the table in sections, those of the screen at hand first. */
import { type KeyWords, keySign, keysOf, type Place } from "../../key-table";
import { t } from "../../texts";

/** One line of the sheet. */
export interface KeyLine {
  name: string;
  /** The keys as they are printed on keyboards. */
  signs: string[];
  words: string;
}

/** A section of the sheet. */
export interface KeySection {
  name: keyof typeof t.keySheet.sections;
  /** Whether its keys work on the screen at hand. */
  here: boolean;
  lines: KeyLine[];
}

/** Where the keys of each place stand; a place without a section does not compile. */
const SECTION_OF: Record<Place, KeySection["name"]> = {
  program: "everywhere",
  desk: "everywhere",
  mode: "everywhere",
  lock: "everywhere",
  list: "ledger",
  record: "ledger",
  figure: "ledger",
  item: "inspection",
  inspection: "inspection",
  paper: "paper",
  matters: "matters",
  calls: "night",
  transfer: "night",
  rollCall: "night",
  paperSheet: "night",
  incident: "night",
  log: "night",
  toMap: "night",
  mapMark: "map",
  mapAim: "map",
  form: "form",
};

/** The sections with a line that fits the words; those of the screen come first. */
export function keySections(screen: string, words: string): KeySection[] {
  const wanted = words.trim().toLowerCase();
  const places = Object.entries(SECTION_OF) as [Place, KeySection["name"]][];
  const sections = [...new Set(Object.values(SECTION_OF))].map((name) => ({
    name,
    // The sections bear the names of their screens.
    here: name === screen,
    lines: places
      .filter(([, section]) => section === name)
      .flatMap(([place]) => linesOf(place))
      .filter((line) => fits(line, wanted)),
  }));
  return sections
    .filter(({ lines }) => lines.length > 0)
    .sort((one, other) => Number(other.here) - Number(one.here));
}

function linesOf(place: Place): KeyLine[] {
  const words = t.keySheet.acts as KeyWords;
  return keysOf(place).map(([act, keys]) => ({
    name: `${place}.${act}`,
    signs: keys.map(keySign),
    words: (words[place] as Record<string, string>)[act] ?? "",
  }));
}

/** By what it does, or by the key, however the key is typed. */
function fits({ signs, words }: KeyLine, wanted: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s+]/g, "");
  return (
    words.toLowerCase().includes(wanted) ||
    signs.some((sign) => plain(sign).startsWith(plain(wanted)))
  );
}
