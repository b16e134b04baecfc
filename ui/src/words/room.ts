/** Room on a drive, in the words sticks are sold by. */

const GB = 1e9;
const MB = 1e6;

/** 3.2 GB, 850 MB. */
export function roomWord(bytes: number): string {
  return bytes >= GB ? `${(bytes / GB).toFixed(1)} GB` : `${Math.floor(bytes / MB)} MB`;
}
