/** Texts of 今日. */
export const today = {
  todos: "今天要做的三件事",
  todosSay: "做完自动换下一件",
  noTodos: "今天没有非做不可的事。可以看看下面有没有快到期的。",
  due: "到期与超期",
  dueTotal: (count: number) => `共 ${count} 项`,
  dueUnfold: (count: number) => `再看 ${count} 项`,
  dueMore: (count: number) => `还有 ${count} 项，办完上面的自动补上来。`,
  noDue: "没有到期的事项。",
  level: "级别",
  what: "事项",
  place: "在哪里",
  who: "责任人",
  when: "期限",
  overdueMark: "超",
  lamps: "六个一",
  ready: (count: number) => `${count} 项就绪`,
  share: (part: number, whole: number) => `${part} / ${whole} 项`,
  gaps: "欠项",
  gapsTotal: (count: number) => `${count} 条还没有填全`,
  gapsSay: "当时先记下的，现在有空补齐。",
  gapLine: (ledger: string, missing: string) => `${ledger}：还缺${missing}`,
  gapsMore: (count: number) => `还有 ${count} 条，补完上面的自动补上来。`,
  noGaps: "先记下的都补齐了",
  fill: "去补",
  rates: "办得怎么样",
  toStanding: "看站情",
  noOffice: "还没有同对方交换名片，交换一次以后就能送。",
  sent: (when: string, office: string, acknowledged: boolean) =>
    `上次送出 ${when}，${acknowledged ? `${office}已回执。` : "还没有收到回执。"}`,
  neverSent: "还没有送过。",
  toSend: (unsent: number, pending: number, wasSent: boolean) => {
    if (unsent > 0) return `${wasSent ? "之后又" : ""}记了 ${unsent} 笔，插上U盘即可带走。`;
    return pending > 0 ? `送出的还有 ${pending} 笔等回执。` : "没有要送的新内容。";
  },
  toMatters: "去定夺",
};
