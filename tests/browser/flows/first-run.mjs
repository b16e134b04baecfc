import { strict as assert } from "node:assert";
import { join } from "node:path";
import { yizhan } from "../program.mjs";
import { assertReadableInEveryLook, assertWellMade, call, choose, download, says, sheet } from "../screens.mjs";

export const title = "新村册的开头五步：一步一按就到、做好就打勾、关掉再开还在原处、收得起叫得回";
export const opens = null;

const PASSWORD = "溪水边种着两棵板栗";

export async function flow({ page, place }) {
  // A build for tests works seconds on each password.
  page.setDefaultTimeout(60_000);
  await create(page, join(place, "青石村.yz"));
  await stands(page, ["create"], "profile");
  assert.match(await page.title(), /^驿站 · 青石村 · 平时$/);
  await assertWellMade(page, "开头五步");
  await assertReadableInEveryLook(page, "开头五步");
  await putAwayAndBack(page);

  await begin(page, "profile", "#/ledger/village_profile");
  await page.getByTestId("field-town_name").fill("竹坪镇");
  await page.getByTestId("field-duty_phone").fill("14200000001");
  await page.keyboard.press("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
  assert.equal(await page.getByTestId("field-town_name").inputValue(), "竹坪镇", "what was saved stays in sight");
  await back(page);
  await stands(page, ["create", "profile"], "import");

  // A power cut here: nothing was kept but the file.
  await page.reload();
  await stands(page, ["create", "profile"], "import");

  await begin(page, "import", "#/import/person");
  await choose(page, "import-choose", sheet("村民花名册-UTF8BOM.csv"));
  await page.getByTestId("import-run").press("Enter");
  await says(page.getByTestId("import-outcome"), "去看台账");
  await assertWellMade(page, "开头五步-导入");
  await back(page);
  await stands(page, ["create", "profile", "import"], "print");

  await begin(page, "print", "#/paper/hazard_cards");
  await page.locator('[data-test="page"]').first().waitFor();
  await back(page);
  await stands(page, ["create", "profile", "import", "print"], "handoff");

  await meetTown(page, place);
  await begin(page, "handoff", "#/handoff");
  await download(page, () => page.getByTestId("handoff-export").press("Enter"));
  await back(page);
  await says(page.getByTestId("start"), "五步都做完了");
  await assertWellMade(page, "开头五步-做完");
  await page.reload();
  await page.getByTestId("nav-today").waitFor();
  assert.equal(await page.getByTestId("start").count(), 0, "what is done does not stand in the way");
}

async function create(page, path) {
  await page.getByTestId("gate-create").press("Enter");
  await page.getByTestId("office-name").waitFor();
  for (const [index, text] of ["青石村", "990101102205", path, PASSWORD, PASSWORD].entries()) {
    if (index > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await page.getByLabel("我已抄下").press("Space");
  await page.getByTestId("recovery-done").press("Enter");
  await page.getByTestId("start").waitFor();
}

/** The list shows these steps as done and leads to this one. */
async function stands(page, done, next) {
  await page.locator(`[data-test=walk-${next}][aria-current=step]`).waitFor();
  for (const name of done) await page.locator(`[data-test=walk-${name}].done`).waitFor();
  assert.equal(await page.locator("[data-test=start] li.done").count(), done.length);
}

async function begin(page, name, address) {
  await page.getByTestId(`walk-${name}`).getByRole("link").press("Enter");
  await page.waitForURL((url) => url.hash.startsWith(address));
  await page.getByTestId("walk-strip").waitFor();
}

async function back(page) {
  await page.getByTestId("walk-back").press("Enter");
  await page.getByTestId("start").waitFor();
}

/** Out of the way, also at the next start, and back from the menu. */
async function putAwayAndBack(page) {
  const list = page.getByTestId("start");
  await page.getByTestId("walk-away").press("Enter");
  await list.waitFor({ state: "detached" });
  await page.reload();
  await page.getByTestId("nav-today").waitFor();
  assert.equal(await list.count(), 0);
  await page.getByTestId("file-menu").press("Enter");
  await page.getByTestId("file-menu-walk").press("Enter");
  await list.waitFor();
}

/** The cards of both offices, as the flows of the handoff show it step by step. */
async function meetTown(page, place) {
  const path = join(place, "竹坪镇-名片.json");
  await yizhan("card", join(place, "竹坪镇.yz"), "--output", path);
  const { fingerprint } = await call(page, "read_card", { path });
  await call(page, "trust_card", { path, fingerprint });
}
