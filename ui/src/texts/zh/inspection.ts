/** Texts of 记一次检查. */
export const inspection = {
  title: "记一次检查",
  say: "选清单和地方，一项一项往下过。不合格的写一句话，自动进隐患台账。",
  emptyList: "这张清单还没有检查项。先到“检查清单”里补上，一行一项。",
  emptyIsNow: "空着就是现在。",
  place: "查哪里",
  places: { premises_id: "场所", risk_point_id: "风险点", facility_id: "设施", place: "别处" },
  noChecklist: "还没有检查清单。先到“检查清单”里建一张，一行一项。",
  toChecklists: "去建清单",
  items: "检查项",
  progress: (done: number, all: number) => `查了 ${done} / ${all} 项`,
  results: { pass: "合格", fail: "不合格", na: "不适用" },
  keys: "1 合格　2 不合格　3 不适用　↑↓ 换一项　Ctrl+回车 保存",
  hazard: "怎么不合格，一句话",
  hazardOf: (item: string) => `“${item}”怎么不合格`,
  rest: "其余都合格",
  save: "保存这次检查",
  saving: "正在保存……",
  unfinished: (count: number) => `还有 ${count} 项没有查，查完再保存。`,
  sentence: "不合格的，请各写一句话，好记成隐患。",
  done: (all: number, hazards: number) =>
    hazards > 0
      ? `记下了，${all} 项里有 ${hazards} 项不合格，已记成隐患。`
      : `记下了，${all} 项都没有问题。`,
  toInspection: "看这次检查",
  toHazard: (number: number) => `看第 ${number} 条隐患`,
  again: "再查一处",
  goesOn: "上次没做完的检查还在，接着做就行。",
  anew: "不要了，重新开始",
};
