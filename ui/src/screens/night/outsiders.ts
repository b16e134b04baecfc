/** People from outside in one line: where they are and how many. */
export interface Outsiders {
  place: string;
  people: number;
}

/** Reads 溪边民宿 7 or 工棚12人; null where the place or the number is missing. */
export function readOutsiders(line: string): Outsiders | null {
  const found = /^(.*?\D)\s*(\d{1,4})\s*人?\s*$/.exec(line.trim());
  const place = found?.[1]?.trim() ?? "";
  const people = Number(found?.[2] ?? 0);
  return place && people > 0 ? { place, people } : null;
}
