/** Places on a map: parts of the base picture's width and height, in ten-thousandths. */
import type { MapView, MarkView, Place } from "../../bridge/bindings";

/** The whole width, or the whole height. */
export const WHOLE = 10_000;
/** How far an arrow key moves a mark, and with Shift. */
const STEP = 50;
const LARGE_STEP = 400;

/** The map's own plane: as wide and as high as its picture. */
export interface Plane {
  width: number;
  height: number;
}

/** A sheet of paper on its side, where there is no picture yet. */
export const BLANK: Plane = { width: 1600, height: 1130 };

/** The plane of a village's map. */
export function planeOf(view: MapView | null): Plane {
  return view?.base ?? BLANK;
}

/** Where a place lies on the plane, as Leaflet counts: upward and rightward. */
export function onPlane(place: Place, plane: Plane): [number, number] {
  return [(-place.down * plane.height) / WHOLE, (place.across * plane.width) / WHOLE];
}

/** The place at a spot of the plane; what is beyond the edge is put on it. */
export function placeAt(spot: { lat: number; lng: number }, plane: Plane): Place {
  return {
    across: within((spot.lng / plane.width) * WHOLE),
    down: within((-spot.lat / plane.height) * WHOLE),
  };
}

function within(part: number): number {
  return Math.min(WHOLE, Math.max(0, Math.round(part)));
}

/** The four ways a key moves a mark. */
export type Way = "left" | "right" | "up" | "down";

const WAYS: Record<Way, [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The place one step further; it stays on the picture. */
export function moved(place: Place, way: Way, isLarge: boolean): Place {
  const [across, down] = WAYS[way];
  const step = isLarge ? LARGE_STEP : STEP;
  return {
    across: within(place.across + across * step),
    down: within(place.down + down * step),
  };
}

/** Where a mark begins that is not on the map yet. */
export const MIDDLE: Place = { across: WHOLE / 2, down: WHOLE / 2 };

/** Where the mark of a freshly drawn shape stands: at the middle one of its places. */
export function middleOf(shape: Place[]): Place {
  return shape[Math.floor(shape.length / 2)] ?? MIDDLE;
}

/** What names a mark on this screen. */
export function keyOf({ ledger, id }: { ledger: string; id: string }): string {
  return `${ledger}/${id}`;
}

/** The marks whose name or words hold what was typed. */
export function found(marks: MarkView[], words: string): MarkView[] {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return marks;
  return marks.filter(({ name, say }) => `${name} ${say}`.toLowerCase().includes(wanted));
}

/** The mark that is meant by what was typed: one of this name, else one whose name holds it. */
export function nearest(marks: MarkView[], words: string): MarkView | undefined {
  const wanted = words.trim();
  const shown = found(marks, words);
  return (
    shown.find(({ name }) => name === wanted) ??
    shown.find(({ name }) => name.includes(wanted)) ??
    shown[0]
  );
}
