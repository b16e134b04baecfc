/** Texts of 待定夺. */
export const matters = {
  title: "待定夺",
  say: "两边没见过对方的改动，各写各的，都留着。看清谁写的、什么时候，再定一个。↑↓ 换一件，按数字键定。",
  none: "没有要定夺的。",
  noneSay: "合并驿包以后，两边填得不一样的会列在这里。",
  conflictOf: (ledger: string, label: string) => `${ledger}的“${label}”两边不一样`,
  look: "看整条记录",
  side: (who: string, at: string) => `${who}　${at}`,
  shown: "现在显示",
  take: "以这个为准",
  mend: "去改记录",
  or: "或者",
  answer: "就这样，因为",
  reason: "说明一句",
  settle: "记下答复",
  decided: "已定，经过记在册子里。",
};
