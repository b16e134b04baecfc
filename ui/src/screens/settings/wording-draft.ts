/** Lines of a passage that were typed and not yet saved survive a crash. */
import { onMounted, type Ref, watch } from "vue";
import { file } from "../../desk";
import { type DraftKey, draftOf, dropDraft, keepDraft } from "../../drafts";

/** Nobody's personal data stand in wording, so its drafts lie beside the program. */
const OPEN = { fields: [], unprotected: true };

/** Keeps what is typed, and brings back what was left. */
export function useWordingDraft(name: string, typed: Ref<string>): { drop: () => void } {
  const shown = typed.value;
  const key: DraftKey = { file: file.value?.path ?? "", ledger: "wording", id: name };

  onMounted(async () => {
    const left = (await draftOf(key))?.values.lines;
    if (typeof left === "string") typed.value = left;
  });
  watch(typed, (now) => {
    if (now === shown) dropDraft(key);
    else keepDraft(key, { form: "", values: { lines: now } }, OPEN);
  });
  return { drop: () => dropDraft(key) };
}
