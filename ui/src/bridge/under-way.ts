/** How many requests wait for the core, so that long work can be shown wherever it was begun. */
import { shallowRef } from "vue";

/** Requests that wait for their answer. */
export const underWay = shallowRef(0);

/** What looks at work or at the machine, and is none itself; and the backup nobody asked for. */
const LOOKING: readonly string[] = ["work_state", "stop_work", "drives", "keep_backup"];

/** Counts a request from its beginning to its end. */
export async function counting<Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> {
  if (LOOKING.includes(name)) return ask();
  underWay.value++;
  try {
    return await ask();
  } finally {
    underWay.value--;
  }
}
