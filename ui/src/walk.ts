/** 开头五步: which are done, which is next, and whether the list is in sight. */
import { computed, ref, watch } from "vue";
import type { WalkStep, WalkStepName } from "./bridge/bindings";
import { file, today } from "./desk";
import { go } from "./router";

const PREFIX = "yizhan.walk-away:";

/** Where each step is taken. */
export const placeOfStep: Record<WalkStepName, string[]> = {
  create: ["settings", "keys"],
  profile: ["ledger", "village_profile"],
  import: ["import", "person"],
  print: ["paper", "hazard_cards"],
  handoff: ["handoff"],
};

/** The steps as the file shows them. */
export const steps = computed<WalkStep[]>(() => today.value?.walk ?? []);
/** The first that is not done; undefined once all are. */
export const nextStep = computed(() => steps.value.find(({ done }) => !done)?.name);
/** The step that was begun from the list; its screen leads back to it. */
export const begunStep = ref<WalkStepName | null>(null);

const isAway = ref(false);
const isAsked = ref(false);
watch(
  () => file.value?.path,
  (path) => {
    isAway.value = read(path);
    isAsked.value = false;
    begunStep.value = null;
  },
  { immediate: true },
);

/** By itself until all is done, but not in the demo; and whenever somebody asks for it. */
export const isShown = computed(() => {
  const byItself = nextStep.value !== undefined && !isAway.value && !file.value?.demo;
  return steps.value.length > 0 && (isAsked.value || byItself);
});

/** Puts the list away on this machine. */
export function putAway(): void {
  isAway.value = true;
  isAsked.value = false;
  remember();
}

/** Brings the list back. */
export function bringBack(): void {
  isAway.value = false;
  isAsked.value = true;
  remember();
  begunStep.value = null;
  go(["today"]);
}

function remember(): void {
  try {
    const place = PREFIX + (file.value?.path ?? "");
    if (isAway.value) localStorage.setItem(place, "1");
    else localStorage.removeItem(place);
  } catch {
    // Without a place to remember it the list shows again at the next start.
  }
}

function read(path: string | null | undefined): boolean {
  try {
    return localStorage.getItem(PREFIX + (path ?? "")) !== null;
  } catch {
    return false;
  }
}
