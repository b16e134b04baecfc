/** 演练: the night desk on a copy of the books. It is begun from the switch, and ended from there
 * or from the band that stands on every screen meanwhile. */
import { computed, ref } from "vue";
import type { ExerciseEnd } from "./bridge/bindings";
import { call } from "./bridge/call";
import { enter, file } from "./desk";
import { go } from "./router";

/** When the exercise began whose copy is open; null if the books are the real ones. */
export const exercising = computed(() => file.value?.exercise ?? null);
/** Whether an exercise was interrupted and waits. */
export const isExerciseLeft = computed(() => file.value?.exercise_left ?? false);
/** Whether the end of the exercise is asked about now. */
export const asksToEnd = ref(false);

/** Begins an exercise on a copy of the books. */
export async function beginExercise(): Promise<void> {
  const state = await call("begin_exercise", {});
  go(["night"]);
  await enter(state);
}

/** Goes on with the one that was interrupted. */
export async function resumeExercise(): Promise<void> {
  const state = await call("resume_exercise", {});
  go(["night"]);
  await enter(state);
}

/** Drops the one that was interrupted. */
export async function abandonExercise(): Promise<void> {
  file.value = await call("abandon_exercise", {});
}

/** Ends the exercise; with a record of it, the desk shows that record. */
export async function endExercise(end: ExerciseEnd): Promise<void> {
  const { state, drill } = await call("end_exercise", { end });
  go(drill ? ["ledger", "drill", drill] : ["today"]);
  await enter(state);
}
