import { strict as assert } from "node:assert";
import { assertWellMade, call, says, turnCalm } from "../screens.mjs";

export const title = "急时报灾：只问眼下要的，人数分数字、无、正在核实，没问的空着";

export async function flow({ page }) {
  await page.getByTestId("nav-situation_report").click();
  await page.getByTestId("empty").or(page.getByTestId("row")).first().waitFor();
  await page.keyboard.press("Control+e");
  await page.locator(".urgent-desk").waitFor();
  await page.keyboard.press("n");
  const record = page.getByTestId("record");
  await record.getByTestId("field-dead").waitFor();
  await says(record.getByTestId("more-fields"), "其余以后补");
  await assertWellMade(page, "急时-灾情报告");
  await fill(record);
  await assertWellMade(page, "急时-灾情报告-填好");
  await page.keyboard.press("Control+Enter");
  await says(page.getByTestId("toast"), "已保存");
  await assertBooked(page);

  await turnCalm(page);
}

async function fill(record) {
  for (const name of ["disaster_kind", "kind"]) {
    const select = record.getByTestId(`field-${name}`);
    if ((await select.inputValue()) === "") await select.selectOption({ index: 1 });
  }
  await record.getByTestId("field-location").fill("3组坡脚");
  await record.getByTestId("field-dead").press("0");
  await record.getByTestId("field-missing").press("?");
  await record.getByTestId("field-injured").fill("2");
}

async function assertBooked(page) {
  const { rows } = await call(page, "list_records", {
    ledger: "situation_report",
  });
  const { id } = rows.at(-1);
  const { values, shown } = await call(page, "read_record", {
    ledger: "situation_report",
    id,
  });
  assert.equal(values.dead, 0, "nought is none, asked and confirmed");
  assert.equal(shown.dead, "无");
  assert.equal(shown.missing, "正在核实");
  assert.equal(values.injured, 2);
  assert.equal(values.out_of_contact ?? null, null, "what nobody asked stays empty");
}
