/** A telephone number in groups that are easy to read out: 142 0000 0871. */
export function phoneInGroups(text: string): string {
  const digits = text.replace(/[\s-]/g, "");
  const mobile = /^(1\d{2})(\d{4})(\d{4})$/.exec(digits);
  return mobile ? mobile.slice(1).join(" ") : text;
}

/** Groups of five digits, as fingerprints are read out over the phone. */
export function digitsInFives(text: string): string[] {
  return text.replace(/\D/g, "").match(/\d{1,5}/g) ?? [];
}
