/** Finding Chinese names by pinyin initials, with the collation that every browser carries. */

const FIRST_OF_LETTER: [string, string][] = [
  ["阿", "a"],
  ["八", "b"],
  ["嚓", "c"],
  ["哒", "d"],
  ["妸", "e"],
  ["发", "f"],
  ["旮", "g"],
  ["哈", "h"],
  ["讥", "j"],
  ["咔", "k"],
  ["垃", "l"],
  ["妈", "m"],
  ["拏", "n"],
  ["噢", "o"],
  ["妑", "p"],
  ["七", "q"],
  ["呥", "r"],
  ["仨", "s"],
  ["他", "t"],
  ["屲", "w"],
  ["夕", "x"],
  ["丫", "y"],
  ["帀", "z"],
];
const byPinyin = new Intl.Collator("zh-CN-u-co-pinyin");

/** `隐患台账` as `yhtz`; letters and digits stay, all else is left out. */
export function initials(text: string): string {
  return Array.from(text.toLowerCase(), initial).join("");
}

/** Whether a name contains the words, as written or by its initials. */
export function matches(name: string, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return name.toLowerCase().includes(wanted) || initials(name).includes(wanted);
}

function initial(character: string): string {
  if (/[a-z0-9]/.test(character)) return character;
  if (!/\p{Script=Han}/u.test(character)) return "";
  const letter = FIRST_OF_LETTER.filter(([first]) => byPinyin.compare(first, character) <= 0).pop();
  return letter?.[1] ?? "";
}
