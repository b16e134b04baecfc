/** 待定夺: what waits for a person, which of it is looked at, and what was decided last. */
import {
  computed,
  nextTick,
  ref,
  shallowRef,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from "vue";
import type { ConflictView, Matters, QuestionView, SideView } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import { refreshToday } from "../../desk";
import type { FieldValue } from "../../form-values";
import { route } from "../../router";
import { t } from "../../texts";
import { say } from "../../toast";
import { useReading, useWork, type Work } from "../../work";

/** Rival values, or a broken rule. */
export type Matter = ConflictView | QuestionView;

/** The answer that leaves a question open: how an answer is taken back. */
const LATER = "later";

/** Whether a matter is one of rival values. */
export function isConflict(matter: Matter): matter is ConflictView {
  return "sides" in matter;
}

/** Names a matter among those shown. */
export function keyOf(matter: Matter): string {
  return isConflict(matter) ? `${matter.id}${matter.register}` : matter.key;
}

/** What the screen of matters works with. */
export interface MattersDesk {
  matters: ShallowRef<Matters | null>;
  all: ComputedRef<Matter[]>;
  current: ComputedRef<Matter | undefined>;
  at: Ref<number>;
  /** The conflict that was decided a moment ago and is looked at again. */
  again: ShallowRef<ConflictView | null>;
  canTakeBack: ComputedRef<boolean>;
  loading: Work;
  deciding: Work;
  load: () => Promise<void>;
  move: (step: number) => void;
  decide: (conflict: ConflictView, side: SideView) => Promise<void>;
  write: (conflict: ConflictView, value: FieldValue) => Promise<void>;
  answer: (question: QuestionView, code: string, reason: string) => Promise<void>;
  takeBack: () => Promise<void>;
}

/** Reads what waits for a person and carries his decisions out. */
export function useMatters(): MattersDesk {
  const matters = shallowRef<Matters | null>(null);
  const again = shallowRef<ConflictView | null>(null);
  const last = shallowRef<Matter | null>(null);
  const at = ref(0);
  const [loading, deciding] = [useReading(), useWork()];
  const all = computed<Matter[]>(() => [
    ...(again.value ? [again.value] : []),
    ...(matters.value?.conflicts ?? []),
    ...(matters.value?.questions ?? []),
  ]);
  const current = computed(() => all.value[Math.min(at.value, all.value.length - 1)]);

  async function load(): Promise<void> {
    const { area } = route.value.query;
    const request = area ? { area } : {};
    matters.value = (await loading.run(() => call("open_matters", request))) ?? matters.value;
  }

  function look(): void {
    void nextTick(() => document.querySelector<HTMLElement>(".matter.current")?.focus());
  }

  function move(step: number): void {
    at.value = Math.max(0, Math.min(all.value.length - 1, at.value + step));
    look();
  }

  async function decided(matter: Matter): Promise<void> {
    last.value = matter;
    again.value = null;
    say(t.matters.decided);
    await Promise.all([load(), refreshToday()]);
    look();
  }

  async function settle(
    conflict: ConflictView,
    chosen: { entry: string } | { values: Record<string, FieldValue> },
  ): Promise<void> {
    const { ledger, id, register, form } = conflict;
    const request = { ledger, id, register, form, ...chosen };
    const record = await deciding.run(() => call("answer_conflict", request));
    if (record) await decided({ ...conflict, form: record.form });
    else if (deciding.problem.value?.code === "stale_form") await load();
  }

  async function answer(question: QuestionView, code: string, reason: string): Promise<void> {
    const request = { key: question.key, answer: code, reason };
    if (await deciding.run(() => call("answer_question", request))) await decided(question);
  }

  /** The conflict decided last comes back with both sides; the question last answered opens again. */
  async function takeBack(): Promise<void> {
    const matter = last.value;
    if (!matter) return;
    last.value = null;
    if (isConflict(matter)) {
      again.value = matter;
    } else {
      const request = { key: matter.key, answer: LATER, reason: t.matters.takenBack };
      if (!(await deciding.run(() => call("answer_question", request)))) return;
      await Promise.all([load(), refreshToday()]);
    }
    const place = all.value.findIndex((other) => keyOf(other) === keyOf(matter));
    at.value = Math.max(0, place);
    look();
  }

  return {
    matters,
    all,
    current,
    at,
    again,
    canTakeBack: computed(() => last.value !== null),
    loading,
    deciding,
    load,
    move,
    decide: (conflict, { entry }) => settle(conflict, { entry }),
    write: (conflict, value) => settle(conflict, { values: { [conflict.field ?? ""]: value } }),
    answer,
    takeBack,
  };
}
