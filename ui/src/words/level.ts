/** Tones of levels: the word says it, mark and colour repeat it. */
export type Tone = "red" | "orange" | "yellow" | "blue" | "green" | "plain";

const LEVEL_LISTS = new Set(["risk_level", "hazard_grade"]);
const TONES: Record<string, Tone> = {
  red: "red",
  major: "red",
  orange: "orange",
  yellow: "yellow",
  general: "yellow",
  blue: "blue",
};

/** The tone of a code, where its list is one of levels. */
export function toneOf(list: string, code: string): Tone | null {
  return LEVEL_LISTS.has(list) ? (TONES[code] ?? "plain") : null;
}

/** A tone as the core names it; what is unknown is shown plainly. */
export function toneNamed(name: string): Tone {
  return TONES[name] ?? (name === "green" ? "green" : "plain");
}
