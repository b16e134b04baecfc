// A new village's first day: from the first screen to the five steps.
import { join } from "node:path";
import { yizhan } from "../../program.mjs";
import { says } from "../../screens.mjs";

export const opens = null;

const PASSWORD = "溪水边种着两棵板栗";

export async function walk({ page, place, shell, picture }) {
  await page.getByTestId("gate-create").waitFor();
  await picture("gate", page.locator(".gate > *"));
  await page.getByTestId("gate-create").press("Enter");
  await page.getByTestId("office-name").fill("青石村");
  await page.getByTestId("office-code").fill("990101102205");
  for (const field of await page.locator("input[type=password]").all()) await field.fill(PASSWORD);
  await picture("create", page.locator(".gate > *"));
  shell.answers(join(place, "青石村.yz"));
  await page.getByTestId("create").press("Enter");
  await page.getByTestId("recovery-code").waitFor();
  await picture("recovery-code", page.locator(".gate > *"));
  await page.getByLabel("我已抄下").press("Space");
  await page.getByTestId("recovery-done").press("Enter");
  await page.getByTestId("start").waitFor();
  await picture("walk");
  await page.keyboard.press("Control+l");
  await page.getByTestId("unlock-secret").waitFor();
  await says(page.getByTestId("cover"), "锁上了");
  await picture("unlock", page.locator(".cover > *"));
  await page.getByTestId("unlock-secret").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByTestId("start").waitFor();
  await page.evaluate(() => (location.hash = "#/settings/keys"));
  await page.getByTestId("key-row").first().waitFor();
  await picture("keys");
  await meet(page, { place, shell, picture });
}

/** The township's card is seen for the first time. */
async function meet(page, { place, shell, picture }) {
  const path = join(place, "竹坪镇名片.json");
  await yizhan("card", join(place, "竹坪镇.yz"), "--output", path);
  await page.evaluate(() => (location.hash = "#/handoff/cards"));
  shell.answers(path);
  await page.getByTestId("card-read").press("Enter");
  await says(page.getByRole("main"), "第一次见到");
  await page.getByTestId("card-trust").scrollIntoViewIfNeeded();
  await picture("office-card");
}
