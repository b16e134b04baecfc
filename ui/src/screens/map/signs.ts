/** The signs of the layers as SVG: the same shapes as on the poster, told apart without colour. */
import type { SignView } from "../../bridge/bindings";

/** Colours beside the shapes; each holds white figures. */
const COLOURS: Record<string, string> = {
  risk_point: "#b8261a",
  route: "#1d3557",
  shelter: "#2c6e49",
  station: "#1d3557",
  broadcast: "#8f3d05",
};
const INK = "#1c2430";

/** The colour of a layer. */
export function colourOf(layer: string): string {
  return COLOURS[layer] ?? INK;
}

/** A sign of so many dots with its number; 0 stands for none. */
export function signSvg(layer: string, sign: SignView, number: number, side: number): string {
  const points = sign.corners.map(([x, y]) => `${x},${y}`).join(" ");
  const colour = colourOf(layer);
  const paint = sign.solid
    ? `fill="${colour}" stroke="#fff" stroke-width="7"`
    : `fill="#fff" stroke="${colour}" stroke-width="9"`;
  const figure = number
    ? `<text x="50" y="${sign.middle}" fill="${sign.solid ? "#fff" : colour}" font-size="44"` +
      ` font-weight="700" text-anchor="middle" dominant-baseline="central">${number}</text>`
    : "";
  return (
    `<svg viewBox="-6 -6 112 112" width="${side}" height="${side}" aria-hidden="true">` +
    `<polygon points="${points}" stroke-linejoin="round" ${paint}/>${figure}</svg>`
  );
}
