// A backup is chosen on the first screen.
export const opens = null;

export async function walk({ page, picture }) {
  await page.getByTestId("gate-restore").press("Enter");
  await page.getByTestId("restore-choose").waitFor();
  await picture("restore", page.locator(".gate > *"));
}
