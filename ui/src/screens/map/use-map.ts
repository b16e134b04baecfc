/** The state of the map screen: what is shown, what is chosen, what is being put down. */
import { computed, ref, shallowRef } from "vue";
import type { MapView, MarkView, Place } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import { t } from "../../texts";
import { sayDone } from "../../undo";
import { useReading, useWork } from "../../work";
import { keyOf, middleOf, MIDDLE, moved, type Way } from "./places";

/** What the area of the warning is called among the layers that are hidden. */
export const RANGE = "warning_range";

/** A mark, a line or an outline that is not put down yet. */
export interface Draft {
  mark: MarkView;
  /** Whether only the mark moves, or a shape is drawn. */
  draws: "mark" | "shape";
  /** Where the pen or the mark is. */
  at: Place;
  /** The places of the shape so far. */
  shape: Place[];
}

/** Everything a map screen needs. */
export function useMap(area: () => string | undefined) {
  const view = shallowRef<MapView | null>(null);
  const picture = ref("");
  const hidden = ref<string[]>([]);
  const chosenKey = ref("");
  const draft = shallowRef<Draft | null>(null);
  const reading = useReading();
  const acting = useWork();
  const chosen = computed(
    () => view.value?.marks.find((mark) => keyOf(mark) === chosenKey.value) ?? null,
  );

  async function refresh(): Promise<void> {
    const told = area();
    const answer = await reading.run(() => call("village_map", told ? { area: told } : {}));
    if (answer) await show(answer);
  }

  async function show(answer: MapView): Promise<void> {
    const base = answer.base;
    const isSame = base?.photo === view.value?.base?.photo && picture.value !== "";
    if (!base?.photo || !base.here) picture.value = "";
    else if (!isSame) {
      const read = await call("read_photo", { id: base.photo }).catch(() => null);
      picture.value = read ? `data:${read.kind};base64,${read.data}` : "";
    }
    view.value = answer;
  }

  /** Runs an act that answers with the map, says it was done, and tells whether it was. */
  async function act(ask: () => Promise<MapView>, words: string): Promise<boolean> {
    const answer = await acting.run(ask);
    if (!answer) return false;
    await show(answer);
    sayDone(words);
    return true;
  }

  async function put(mark: MarkView, place: Place, shape?: Place[]): Promise<void> {
    const { ledger, id, name } = mark;
    const drawn = shape ? { shape } : {};
    const isNew = mark.place === null;
    const words = isNew ? t.map.placed(name) : t.map.moved(name);
    if (await act(() => call("place_mark", { ledger, id, place, ...drawn }), words)) {
      chosenKey.value = keyOf(mark);
    }
  }

  function begin(mark: MarkView, draws: Draft["draws"]): void {
    chosenKey.value = keyOf(mark);
    draft.value = { mark, draws, at: mark.place ?? MIDDLE, shape: [] };
  }

  function step(way: Way, isLarge: boolean): boolean {
    const now = draft.value;
    if (!now) return false;
    draft.value = { ...now, at: moved(now.at, way, isLarge) };
    return true;
  }

  /** A place was pointed at: the mark is put there, or the shape goes on to there. */
  async function point(at: Place): Promise<void> {
    const now = draft.value;
    if (!now) return;
    draft.value = { ...now, at, shape: [...now.shape, at] };
    if (now.draws === "mark") await finish();
  }

  /** Takes the last place of the shape back. */
  function back(): boolean {
    const now = draft.value;
    if (!now || now.draws !== "shape") return false;
    draft.value = { ...now, shape: now.shape.slice(0, -1) };
    return true;
  }

  async function finish(): Promise<void> {
    const now = draft.value;
    if (!now) return;
    if (now.draws === "shape" && now.shape.length < 2) return;
    draft.value = null;
    if (now.draws === "mark") await put(now.mark, now.at);
    else await put(now.mark, now.mark.place ?? middleOf(now.shape), now.shape);
  }

  async function takeOff({ ledger, id, name }: MarkView): Promise<void> {
    await act(() => call("take_off_mark", { ledger, id }), t.map.takenOff(name));
  }

  function toggle(layer: string): void {
    hidden.value = hidden.value.includes(layer)
      ? hidden.value.filter((name) => name !== layer)
      : [...hidden.value, layer];
  }

  return {
    ...{ view, picture, hidden, chosenKey, chosen, draft, reading, acting },
    ...{ refresh, act, put, begin, step, point, back, finish, takeOff, toggle },
  };
}

/** What `useMap` gives. */
export type MapState = ReturnType<typeof useMap>;
