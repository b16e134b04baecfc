/** Texts of the reports of one incident: 初报, 续报, 核报. */
export const reports = {
  title: "初报、续报、核报",
  none: "还没有写过报告。",
  counted: (when: string) => `数字截至 ${when}`,
  due: (when: string, left: string) => `${when} 前报，${left}`,
  noTerm: "事件结束后再定时限，情况稳住了随时可写。",
  phoned: (when: string) => `电话 ${when} 报过`,
  sent: (when: string) => `书面 ${when} 报出`,
  write: (kind: string) => `写成书面${kind}`,
  written: (kind: string) => `${kind}已照现有的数写好，没核实的写着“正在核实”。`,
  closed: "核报已经报出，这件事报完了。",
  tell: "电话已报",
  told: (report: string) => `${report}：电话已报，时间记下了`,
  sign: (name: string) => (name ? `${name}签发` : "签发"),
  oral: (name: string) => `${name}电话里口头同意`,
  oralHow: "电话里口头同意",
  oralLine: (name: string, report: string) => `${name}电话里口头同意签发${report}`,
  issued: (report: string) => `${report}已签发`,
  send: "书面已报送",
  wasSent: (report: string) => `${report}已报送`,
  open: (report: string) => `看${report}`,
  print: "打印",
  handOver: "装进U盘送乡镇",
  asks: "先报出去不耽误，再补一句为什么：",
  reason: "变动说明",
  reasonSay: "例如：两户重复，核减5人",
  explain: "记下说明",
  explained: "变动说明已记下",
  until: (minutes: number) =>
    minutes >= 0 ? `还有 ${inHours(minutes)}` : `已超 ${inHours(-minutes)}`,
};

/** From two hours on nobody counts minutes; from two days on nobody counts hours. */
function inHours(minutes: number): string {
  if (minutes < 120) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`;
}
