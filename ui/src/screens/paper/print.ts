/** Printing the drawn pages: one picture a sheet, the sheet as large as the page. */
import { dialogClosed } from "./dialog-closed";
import type { OpenPaper } from "./pdf";
import { cssSize, pictures } from "./pdf";

/** Sharp enough for the smallest letters on a mono laser printer. */
const DOTS_PER_INCH = 200;

/** Prints a paper through the system's print dialog. */
export async function printPaper(
  paper: OpenPaper,
  progress: (page: number) => void,
): Promise<void> {
  const [size] = paper.sizes;
  if (!size) return;
  const addresses = await pictures(paper, DOTS_PER_INCH, progress);
  const place = document.createElement("div");
  place.className = "print-only";
  const images = addresses.map((address) => Object.assign(new Image(), { src: address, alt: "" }));
  place.append(...images);
  document.body.append(place);
  await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
  const undo = setPageSize(cssSize(size));
  document.body.classList.add("printing-paper");
  try {
    window.print();
  } finally {
    await dialogClosed();
    document.body.classList.remove("printing-paper");
    undo();
    place.remove();
    addresses.forEach((address) => URL.revokeObjectURL(address));
  }
}

/** A page rule cannot stand in the style file, because each paper has a size of its own. */
function setPageSize(size: string): () => void {
  const [sheet] = Array.from(document.styleSheets);
  if (!sheet) return () => undefined;
  const at = sheet.insertRule(`@page { size: ${size}; margin: 0 }`, sheet.cssRules.length);
  return () => sheet.deleteRule(at);
}
