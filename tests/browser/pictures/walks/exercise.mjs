// An exercise has begun.
import { says } from "../../screens.mjs";

export const opens = "栗溪村.yz";

export async function walk({ page, picture }) {
  await page.getByTestId("mode-exercise").click();
  await page.getByTestId("exercise-begin").press("Enter");
  await page.getByTestId("night").waitFor();
  await says(page.getByTestId("exercise-band"), "演练中");
  const take = page.getByTestId("night-take");
  await take.or(page.getByTestId("night-lift")).first().waitFor();
  if (await take.isVisible()) await take.press("Enter");
  await page.getByTestId("night-lift").waitFor();
  await picture("exercise");
}
