import { strict as assert } from "node:assert";
import { join } from "node:path";
import { assertWellMade, call, eachAddress } from "../screens.mjs";

export const title = "新村册里什么都没有：每一页都说它是做什么的、先做什么，一按就能做";
export const opens = null;

/** What a program says that has nothing to say. */
const BARE = /暂无|无数据|没有数据|No Data/i;

export async function flow({ page, place }) {
  await call(page, "create_file", {
    path: join(place, "新村.yz"),
    code: "990101102209",
    name: "新村",
    kind: "village",
    password: null,
  });
  await page.reload();
  await page.getByTestId("nav-today").waitFor();
  const { ledgers } = await call(page, "declarations", {});
  await everyLedger(page, ledgers.filter(({ menu, single }) => menu !== "hidden" && !single));
  await eachAddress(page, (name) => saysWhatToDo(page, name));
  await call(page, "set_mode", { urgent: true });
  await page.reload();
  await page.evaluate(() => (location.hash = "#/night"));
  await page.getByTestId("night-calls").waitFor();
  await saysWhatToDo(page, "急时台");
}

async function everyLedger(page, ledgers) {
  for (const { name, label, append_only } of ledgers) {
    await page.evaluate((to) => (location.hash = `#/ledger/${to}`), name);
    const empty = page.getByTestId("empty");
    await page.locator("main h1", { hasText: label }).waitFor();
    await empty.waitFor();
    const [purpose] = await empty.locator("p").allInnerTexts();
    assert.ok(purpose.length >= 16, `${label} says what it is for, not only: ${purpose}`);
    const first = empty.getByRole("button").first();
    await first.press("Enter");
    await page.waitForURL(append_only ? /#\// : new RegExp(`#/(ledger/${name}/new|import|inspection|night)`));
  }
}

/** No screen is bare: it speaks, and something on it can be pressed. */
async function saysWhatToDo(page, name) {
  await assertWellMade(page, `空册-${name}`);
  const main = page.locator("main");
  const text = await main.innerText();
  assert.doesNotMatch(text, BARE, `${name} says more than that there is nothing`);
  const doing = main.locator("a[href], button:enabled, input:enabled, select:enabled");
  // A screen that still reads its record says so first and offers its fields then.
  await doing.first().waitFor({ state: "attached" }).catch(() => {});
  assert.ok((await doing.count()) > 0, `${name} offers something to do`);
}
