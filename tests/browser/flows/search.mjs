import { assertWellMade, call, says } from "../screens.mjs";

export const title =
  "Ctrl+K 一个框：拼音、电话尾号、台账、文书、命令，全用键盘；没有的说清找过哪里";

export async function flow({ page }) {
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("row").first().waitFor();
  const { id, name, phone } = await somebodyWithPhone(page);
  await findPerson(page, name, id);
  await findPerson(page, phone.slice(-4), id);
  await findPlace(page);
  await findNothing(page);
  await runCommand(page);
}

async function somebodyWithPhone(page) {
  const { rows } = await call(page, "list_records", { ledger: "person" });
  for (const { id } of rows) {
    const { values } = await call(page, "read_record", { ledger: "person", id });
    if (values.mobile) return { id, name: values.name, phone: values.mobile };
  }
  throw new Error("nobody on the first page has a phone");
}

/** Types into the one box, wherever the focus is. */
async function search(page, words) {
  await page.keyboard.press("Control+k");
  await page.locator(":focus[data-test=jump-input]").waitFor();
  await page.keyboard.type(words);
}

async function findPerson(page, words, id) {
  await search(page, words);
  await page.getByTestId("jump-option").filter({ hasText: /组/ }).first().waitFor();
  await assertWellMade(page, `找-${/\d/.test(words) ? "尾号" : "姓名"}`);
  await page.keyboard.press("Escape");
  const answer = await call(page, "search", { text: words, limit: 100 });
  const found = answer.found.some(({ ledger, id: other }) => ledger === "person" && other === id);
  if (!found) throw new Error("the person is not among what was found");
}

async function findPlace(page) {
  await search(page, "bncs");
  await says(page.getByTestId("jump-option"), "避难场所");
  await page.keyboard.press("Enter");
  await says(page.getByRole("heading", { level: 1 }), "避难场所");
}

async function findNothing(page) {
  await search(page, "麒麟阁");
  await says(page.getByTestId("jump-nothing"), "没有找到“麒麟阁”");
  await assertWellMade(page, "找-没有");
  await page.keyboard.press("Escape");
  await page.getByTestId("jump-nothing").waitFor({ state: "hidden" });
}

async function runCommand(page) {
  await search(page, "新增隐患");
  await says(page.locator("[data-test=jump-option][aria-selected=true]"), "新增隐患");
  await page.keyboard.press("Enter");
  await page.locator(":focus[data-test=field-description]").waitFor();
}
