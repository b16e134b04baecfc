/** People from outside in one line: where they are, how many, and what kind of people. */
export interface Outsiders {
  place: string;
  people: number;
  kind?: string;
}

/** Words that tell the kind (list `outsider_kind`). */
const KINDS: readonly [RegExp, string][] = [
  [/工棚|工地/, "work_shed"],
  [/车/, "passing_car"],
  [/民宿|游客|客栈|农家乐|露营|景区/, "tourist"],
];

/** Reads 溪边民宿 7 or 工棚12人; null where the place or the number is missing. */
export function readOutsiders(line: string): Outsiders | null {
  const found = /^(.*?\D)\s*(\d{1,4})\s*人?\s*$/.exec(line.trim());
  const place = found?.[1]?.trim() ?? "";
  const people = Number(found?.[2] ?? 0);
  if (!place || people <= 0) return null;
  const kind = KINDS.find(([word]) => word.test(place))?.[1];
  return { place, people, ...(kind ? { kind } : {}) };
}
