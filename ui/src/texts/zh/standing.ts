/** Texts of 站情. */
export const standing = {
  title: "站情",
  preset: "六个一按哪种说法",
  rates: "办得怎么样",
  ratesSay: "应办是零的写“—”，既不算零分，也不算满分。",
  rate: "项目",
  percent: "比率",
  done: "已办",
  due: "应办",
  period: "算的是什么时候",
  checks: "六有自查",
  checksMet: (met: number, all: number) => `有 ${met} / ${all} 项`,
  met: "有",
  unmet: "还缺",
  unknown: "没有记",
  has: "本站已经有的",
  hasSay: "乡镇统计“六个100%”时用",
};
