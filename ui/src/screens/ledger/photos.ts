/**
 * Pictures made small before they go into the book: at most 1600 px and 150 KB, as JPEG. Drawing
 * them anew leaves out what the camera wrote beside the picture (place, device).
 */

/** The longer side of a kept picture. */
export const LONGEST_PX = 1600;
/** The most a kept picture may weigh. */
export const MOST_BYTES = 150 * 1024;

const QUALITIES = [0.85, 0.7, 0.55, 0.4];
/** If no quality is small enough, the picture itself gets smaller. */
const SHRINK = 0.75;
const LEAST_PX = 400;

/** A size that fits, in the same proportion; a small picture is not blown up. */
export function fittingSize(
  size: { width: number; height: number },
  longest: number,
): { width: number; height: number } {
  const share = Math.min(1, longest / Math.max(size.width, size.height, 1));
  return { width: Math.round(size.width * share), height: Math.round(size.height * share) };
}

/** The picture of a file as base64 JPEG, small enough to be kept; null if it is no picture. */
export async function smallJpeg(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  try {
    let last: Blob | null = null;
    for (let longest = LONGEST_PX; longest >= LEAST_PX; longest *= SHRINK) {
      last = await smallest(drawn(bitmap, longest));
      if (last && last.size <= MOST_BYTES) break;
    }
    return last ? await base64(last) : null;
  } finally {
    bitmap.close();
  }
}

async function smallest(canvas: HTMLCanvasElement): Promise<Blob | null> {
  let last: Blob | null = null;
  for (const quality of QUALITIES) {
    last = await new Promise<Blob | null>((give) => canvas.toBlob(give, "image/jpeg", quality));
    if (last && last.size <= MOST_BYTES) return last;
  }
  return last;
}

function drawn(bitmap: ImageBitmap, longest: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, fittingSize(bitmap, longest));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function base64(blob: Blob): Promise<string> {
  return new Promise((give, fail) => {
    const reader = new FileReader();
    reader.onload = () => give(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => fail(reader.error ?? new Error("unreadable picture"));
    reader.readAsDataURL(blob);
  });
}
