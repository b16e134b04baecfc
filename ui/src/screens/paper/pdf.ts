/** Turns the pages of a paper into pictures. The only place that names pdf.js. */
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import workerAddress from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

pdfjs.GlobalWorkerOptions.workerSrc = workerAddress;

/** Points per inch in a PDF. */
const POINTS = 72;
const MM_PER_POINT = 25.4 / POINTS;

/** The size of a page on paper, in points. */
export interface PageSize {
  width: number;
  height: number;
}

/** An open paper. */
export interface OpenPaper {
  /** Sizes of its pages, in order. */
  sizes: PageSize[];
  /** Draws page `number` (from 1) so that a point becomes `scale` pixels. */
  draw: (number: number, canvas: HTMLCanvasElement, scale: number) => Promise<void>;
  /** Lets go of the memory. */
  close: () => Promise<void>;
}

/** Opens a paper that came as base64. */
export async function openPaper(base64: string): Promise<OpenPaper> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const task = pdfjs.getDocument({ data: bytes, useWasm: false });
  const document = await task.promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)),
  );
  return {
    sizes: pages.map((page) => {
      const { width, height } = page.getViewport({ scale: 1 });
      return { width, height };
    }),
    draw: async (number, canvas, scale) => {
      const page = pages[number - 1];
      if (!page) return;
      const viewport = page.getViewport({ scale });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await page.render({ canvas, viewport, background: "#ffffff" }).promise;
      page.cleanup();
    },
    close: () => task.destroy(),
  };
}

/** Draws every page for the printer and answers pictures to be printed, one after the other. */
export async function pictures(
  paper: OpenPaper,
  dotsPerInch: number,
  progress: (page: number) => void,
): Promise<string[]> {
  const addresses: string[] = [];
  const canvas = document.createElement("canvas");
  for (const [index] of paper.sizes.entries()) {
    progress(index + 1);
    await paper.draw(index + 1, canvas, dotsPerInch / POINTS);
    addresses.push(await pictureOf(canvas));
  }
  return addresses;
}

/** A page size as CSS writes it. */
export function cssSize({ width, height }: PageSize): string {
  return `${(width * MM_PER_POINT).toFixed(1)}mm ${(height * MM_PER_POINT).toFixed(1)}mm`;
}

function pictureOf(canvas: HTMLCanvasElement): Promise<string> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(URL.createObjectURL(blob)) : reject(new Error("no picture"))),
      "image/png",
    );
  });
}
