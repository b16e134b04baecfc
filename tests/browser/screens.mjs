// What the flows do and ask on every screen.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  assertAccessible,
  assertContrast,
  assertNoSidewaysScroll,
  turnGrey,
} from "./accessible.mjs";
import { isMouseAway } from "./keyboard.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Where pictures of the screens are left for people to look at. */
export const pictures = join(root, "target/test-logs/browser");

/** The path of a spreadsheet among the committed samples. */
export function sheet(name) {
  return join(root, "tests/fixtures/sheets", name);
}

/** Holds a screen to what every screen must keep, and leaves a picture of it. */
export async function assertWellMade(page, where) {
  await settle(page);
  // How a screen looks is judged once, by the run that has a mouse.
  if (isMouseAway()) return;
  await page.screenshot({ path: join(pictures, `${where}.png`) });
  await assertNoSidewaysScroll(page, where);
  await assertAccessible(page, where);
}

/** Looks that are turned on and off by a key. */
const LOOKS = [
  { name: "大字", key: "F8", judge: assertAccessible },
  { name: "夜间", key: "F9", judge: assertContrast },
];

/** Holds a screen to be read in 大字, in 夜间 and in grey; leaves pictures. */
export async function assertReadableInEveryLook(page, where) {
  if (isMouseAway()) return;
  for (const { name, key, judge } of LOOKS) {
    await page.keyboard.press(key);
    await settle(page);
    await page.screenshot({ path: join(pictures, `${where}-${name}.png`) });
    await assertNoSidewaysScroll(page, `${where} in ${name}`);
    await judge(page, `${where} in ${name}`);
    await page.keyboard.press(key);
  }
  const backToColours = await turnGrey(page);
  await settle(page);
  await assertContrast(page, `${where} in grey`);
  await backToColours();
}

/** What stands for the screens that are drawn for a ledger or a paper: lists, forms, previews. */
const OF_SOMETHING = {
  ledger: [
    ...["hazard", "risk_point", "person", "supply_item", "duty_shift", "warning"],
    ...["hazard/new", "person/new", "situation_report/new", "village_profile"],
  ],
  import: ["person"],
  paper: ["", "contact_list"],
};

/** Every address of the program, by its own list of them. */
function addresses() {
  const known = JSON.parse(readFileSync(join(root, "ui/src/addresses.json"), "utf8"));
  return Object.entries(known).flatMap(([screen, parts]) => {
    const within = OF_SOMETHING[screen] ?? ["", ...Object.keys(parts)];
    return within.map((part) => `${screen}/${part}`);
  });
}

/** Goes through every address of the program, and holds what is drawn there. */
export async function eachAddress(page, act) {
  for (const address of addresses()) {
    await page.evaluate((to) => (location.hash = `#/${to}`), address);
    await page.locator("main h1").first().waitFor();
    await page.waitForLoadState("networkidle");
    await act(address.replaceAll("/", "-"));
  }
}

/** Goes through every screen and every ledger that the menu shows. */
export async function eachOfMenu(page, act) {
  for (const link of await page.getByRole("navigation").getByRole("link").all()) {
    const name = (await link.innerText()).split("\n")[0].trim();
    await link.click();
    await page.locator("nav a[aria-current=page]", { hasText: name }).waitFor();
    await page.locator("main h1").waitFor();
    await page.waitForLoadState("networkidle");
    await act(name);
  }
}

/** Unfolds every function of the menu, so that each ledger is in sight. */
export async function unfoldMenu(page) {
  const folds = page.getByRole("navigation").getByRole("button");
  await folds.first().waitFor();
  for (const fold of await folds.all()) {
    if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
  }
}

/** Goes through the whole menu: its screens, and every ledger that is not hidden. */
export async function assertMenuWellMade(page, office) {
  await unfoldMenu(page);
  const { ledgers } = await call(page, "declarations", {});
  for (const { name } of ledgers.filter(({ menu }) => menu !== "hidden")) {
    await page.getByTestId(`nav-${name}`).waitFor();
  }
  await eachOfMenu(page, async (name) => {
    assert.equal(await page.getByTestId("problem").count(), 0, `${name} opens without a problem`);
    await assertWellMade(page, `${office}-${name}`);
  });
}

/** Presses a button that asks for a file, and chooses this one. */
export async function choose(page, test, path) {
  const asked = page.waitForEvent("filechooser");
  await page.getByTestId(test).click();
  await (await asked).setFiles(path);
}

/** Does what starts a download and answers where the file lies and what it is called. */
export async function download(page, act) {
  const begun = page.waitForEvent("download");
  await act();
  const file = await begun;
  return { path: await file.path(), name: file.suggestedFilename() };
}

/** Sends a command as another window of the same browser would, past what the screen shows. */
export async function call(page, name, payload) {
  const address = new URL(`/call/${name}`, page.url()).href;
  const response = await page.request.post(address, { data: payload });
  const answer = await response.json();
  assert.ok(response.ok(), `${name} should have worked, but: ${answer.message}`);
  return answer;
}

/** Goes back to 平时, whatever is still open. */
export async function turnCalm(page) {
  await page.keyboard.press("Control+e");
  const leave = page.getByTestId("still-leave");
  const calm = page.locator(".desk:not(.urgent-desk)");
  await leave.or(calm).first().waitFor();
  if (await leave.isVisible()) await leave.press("Enter");
  await calm.waitFor();
}

/** Whoever typed a wrong password waits a second before the next try counts. */
export async function sitOutWrongPassword(page) {
  await page.waitForTimeout(1_200);
}

/** Waits until an element says these words. */
export async function says(locator, words) {
  await locator.filter({ hasText: words }).first().waitFor();
}

/** Takes the first row that a reference field offers, by keyboard. */
export async function takeFirst(scope, field) {
  const line = scope.getByTestId(`field-${field}`);
  const rows = scope.getByRole("listbox").getByRole("option");
  await line.press("ArrowDown");
  await rows.first().waitFor();
  await line.press("Enter");
  await rows.first().waitFor({ state: "hidden" });
  return line.inputValue();
}

/** Colours are judged once nothing fades any more. */
async function settle(page) {
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}
