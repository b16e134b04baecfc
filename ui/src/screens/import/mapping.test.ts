import { expect, it } from "vitest";
import { mappingOf, remapped } from "./mapping";

const columns = [
  { letter: "A", head: "姓名", field: "姓名", name: "name" },
  { letter: "B", head: "电话", field: "手机", name: "mobile" },
  { letter: "C", head: "其他", field: "", name: "" },
  { letter: "外出!A", head: "姓名", field: "姓名", name: "name" },
];

it("starts from what was recognised", () => {
  expect(mappingOf(columns)).toEqual({ A: "name", B: "mobile", C: "", "外出!A": "name" });
});

it("a field that goes to another column leaves the one it had", () => {
  expect(remapped(columns, "C", "mobile")).toMatchObject({ B: "", C: "mobile" });
});

it("every sheet of the file has the field once", () => {
  const mapping = remapped(columns, "C", "name");
  expect(mapping).toEqual({ A: "", B: "mobile", C: "name", "外出!A": "name" });
});

it("several columns may be left out", () => {
  expect(remapped(columns, "A", "")).toMatchObject({ A: "", C: "" });
});
