/** Numbers printed on papers, as they are told apart within a list of this year. */

/** `HZ-2026-012` as 012 in 2026, as 2026-012 in other years; anything else stays. */
export function shortNumber(text: string, today: string): string {
  const parts = /^[A-Z]{2}-(\d{4})-(\d+[A-Z]?)$/.exec(text);
  if (!parts) return text;
  const [, year = "", rest = ""] = parts;
  return today.startsWith(year) ? rest : `${year}-${rest}`;
}
