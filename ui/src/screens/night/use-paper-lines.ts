/** The lines of a list that was printed for the night, in the order of the paper. */
import { onMounted, shallowRef, type ShallowRef } from "vue";
import type { PaperLists } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import type { Problem } from "../../bridge/problem";
import { useReading } from "../../work";

/** Lines of one of the printed lists, read anew when one was keyed in. */
export function usePaperLines<Line>(of: (lists: PaperLists) => Line[]): {
  lines: ShallowRef<Line[]>;
  problem: ShallowRef<Problem | null>;
  read: () => Promise<void>;
} {
  // Its own reading: the picture of the desk is read anew meanwhile.
  const reading = useReading();
  const lines = shallowRef<Line[]>([]);
  async function read(): Promise<void> {
    const lists = await reading.run(() => call("paper_lists", {}));
    if (lists) lines.value = of(lists);
  }
  onMounted(read);
  return { lines, problem: reading.problem, read };
}
