/** What the books know of the words in the search box, asked a moment after the last key. */
import { computed, onScopeDispose, ref, shallowRef, watch } from "vue";
import type { Findings } from "../bridge/bindings";
import { call } from "../bridge/call";
import { isTown } from "../desk";
import { useReading } from "../work";
import type { Target } from "./targets";

const WAIT_MS = 60;
const MOST = 20;

/** Records found for what is typed. */
export function useSearch() {
  const words = ref("");
  const answer = shallowRef<Findings>({ found: [], more: false });
  /** The words that the records shown belong to. */
  const answered = ref("");
  const reading = useReading();
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const records = computed<Target[]>(() =>
    answer.value.found.map(({ ledger, ledger_label, id, title, hint, area }) => ({
      key: `${ledger}-${id}`,
      label: title,
      hint: [hint, isTown.value ? area : ""].filter(Boolean).join(" · "),
      group: ledger_label,
      parts: ["ledger", ledger, id],
      command: "",
    })),
  );

  async function ask(text: string): Promise<void> {
    const found = await reading.run(() => call("search", { text, limit: MOST }));
    if (!found || text !== words.value.trim()) return;
    answer.value = found;
    answered.value = text;
  }

  watch(words, (typed) => {
    clearTimeout(waiting);
    const text = typed.trim();
    if (text) waiting = setTimeout(() => void ask(text), WAIT_MS);
    else {
      answer.value = { found: [], more: false };
      answered.value = "";
    }
  });
  onScopeDispose(() => clearTimeout(waiting));

  const more = computed(() => answer.value.more);
  const settled = computed(() => answered.value === words.value.trim());
  return { words, records, more, settled, problem: reading.problem };
}
