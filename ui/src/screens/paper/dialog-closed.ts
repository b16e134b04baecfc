/** Waiting for the system's print dialog. */

/** Resolves once it has closed; some web views return from `print` before that. */
export function dialogClosed(): Promise<void> {
  return new Promise((resolve) => {
    addEventListener("afterprint", () => resolve(), { once: true });
    setTimeout(resolve, 2000);
  });
}
