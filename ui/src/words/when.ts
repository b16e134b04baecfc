/** A moment as every screen shows it: 7月12日 03:20, with the year where it is another one. */
import { file } from "../desk";
import { momentInWords } from "./dates";

/** The moment in the words of the screens; what is no moment is left as it is. */
export function when(moment: string): string {
  return momentInWords(moment, file.value?.today ?? "");
}
