/** Texts of 驿包往来. */
export const handoff = {
  make: "做驿包",
  read: "读驿包、读回执",
  cards: "单位名片",
  laptop: "第二台电脑",
  keys: "电脑和钥匙",
  meet: "去交换名片",
  meetFirst: "送之前，先同乡镇交换一次单位名片，只做这一回。",
  to: "送给谁",
  exportSay: (office: string, pending: number) =>
    pending > 0
      ? `送给${office}。有 ${pending} 笔还没有回执，会一起带上。`
      : `送给${office}。没有新内容，也可以送，驿包本身就是回执。`,
  profile: "带多少",
  profiles: [
    { name: "full", label: "转移版", say: "全部内容和照片，转移救人用得上" },
    { name: "duty", label: "责任版", say: "不带村民个人信息，带责任人和工作电话" },
    { name: "statistics", label: "统计版", say: "只有数字、种类、状态和日期" },
  ],
  folderTitle: "选U盘",
  chooseStick: "选U盘，做驿包",
  download: "做驿包，存到这台电脑",
  otherFolder: "写到别的文件夹",
  beside: (name: string) => `已有同名的驿包，没有动它，这一份叫 ${name}。`,
  sheet: "写一份统计表",
  sheetSay: "对方没有驿站程序时用：普通表格，只有数字和状态，不带姓名电话。",
  sheetWritten: (name: string) => `✓ 统计表写好了，核对过：${name}`,
  writing: "正在写……",
  doNotPull: "先不要拔U盘",
  pull: "✓ 可以拔出U盘",
  downloaded: "✓ 驿包做好了",
  written: (to: string, entries: number, photos: number, bytes: number) =>
    `给${to}的驿包，${entries} 笔${photosWord(photos)}，${Math.max(1, Math.round(bytes / 1024))} KB，写完后又读出来核对过。`,
  photosLeft: (count: number) => `还有 ${count} 张照片这次装不下，下次做驿包时再带。`,
  readSay: "先验真、再列出会改什么，点“合并”之前什么都不动。",
  openTitle: "选驿包",
  choosePackage: "选驿包",
  chooseOther: "换一个驿包",
  verifying: "正在验看……",
  merge: "合并",
  merging: "正在合并……",
  merged: (from: string) => `已合并${from}的驿包`,
  mergedSay: (isTown: boolean) =>
    isTown
      ? "下次给这个村做的驿包里就带着回执，对方读了便知道已经收到。"
      : "下次做的驿包里就带着回执，对方读了便知道已经收到。",
  reportFrom: (from: string, profile: string) => `来自${from}，${profileWord(profile)}。`,
  reportEntries: (entries: number, photos: number, unchanged: number) =>
    `新到 ${entries} 笔${photosWord(photos)}${unchanged > 0 ? `，${unchanged} 笔以前收过` : ""}。`,
  nothingNew: "没有新内容，以前都收过了。",
  acknowledged: (count: number) => `对方回执：本单位的 ${count} 笔已收到。`,
  manyRemoved: (area: string, ledger: string, removed: number, of: number) =>
    `${area}的“${ledger}”共 ${of} 条，这个驿包要删去 ${removed} 条。`,
  manyRemovedSay: "比平常多得多。先打电话问清楚再合并；删去的以后都能恢复。",
  agreeRemoved: (count: number) => `问清楚了，确实要删，就在这里填删去的条数 ${count}`,
  withheld: (count: number) =>
    `有 ${count} 条记录的改动没有随包送来，相应的格会标“之后有改动未随包送来”；要看请对方送转移版。`,
  held: (count: number) => `另有 ${count} 笔已收到，等缺的补上再并入册子。`,
  ledger: "台账",
  added: "新增",
  changed: "改动",
  removed: "删除",
  matters: (conflicts: number, questions: number) =>
    `合并后有 ${conflicts} 处两边填得不一样，${questions} 件待核实，要人定夺。两边的内容都会留着。`,
  gaps: "中间缺的",
  gapsSay: "以前的驿包没有送到。先存着，下次回执会请对方补。",
  quarantined: (count: number) =>
    `丢失的电脑之后写的 ${count} 条已隔离：收着，不算数，等那个单位认可。`,
  released: (count: number) => `有 ${count} 条隔离的记录已由那个单位认可，算数了。`,
  keyChanges: "换了钥匙的单位",
  keyChangesSay: "恢复码能证明是它本人换的，不用再核对，新钥匙已经记下。",
  rivalCards: "没有换上的名片",
  rivalCardsSay: "随驿包来的名片同信任的对不上。驿包里别的内容照常收。",
  keysOf: "钥匙",
  keysChanged: (serial: number, at: string) => `换过 ${serial} 次，最近一次 ${at}`,
  keysNever: "没有换过",
  inQuarantine: "隔离",
  inQuarantineSay: (count: number) => `${count} 条，等对方认可`,
  forks: "同一台电脑有两份历史",
  forksSay: "多半是用过备份。两份都收下，请问问对方。",
  refused: "没有收的",
  refusedSay: "验不过的内容一笔都不收，册子没有改动。",
  offices: "已认识的单位",
  noOffices: "还没有。先在“单位名片”里交换一次。",
  sent: "送出",
  received: "收到",
  never: "还没有",
  receipt: "回执",
  receiptSay: (acknowledged: number, pending: number) =>
    `已回执 ${acknowledged} 笔，未回执 ${pending} 笔`,
  missing: "缺",
  missingSay: (count: number) => `对方还有 ${count} 笔没有送到`,
  fingerprint: "指纹",
  log: "往来",
  noLog: "还没有送过，也没有收过。",
  ownCard: "本单位名片",
  ownSay: (name: string, code: string) =>
    `${name}（${code}）。把名片文件交给对方，再打电话念这六组数字。`,
  cardName: (name: string) => `${name}名片.json`,
  cardSave: "保存名片",
  cardSaveTitle: "名片放到哪里",
  cardOpenTitle: "选对方的名片",
  otherCard: "对方名片",
  otherSay: "选对方给的名片文件，打电话请对方念六组数字，一组一组核对。",
  cardRead: "读名片",
  heard: "电话里听到的数字（可只打勾）",
  heardWrong: "和名片上的不一样。先不要认，再打电话问清楚。",
  compared: "六组数字在电话里核对过，完全一致",
  trust: "认下这张名片",
  trusted: (name: string) => `已认识${name}`,
  trustSay: {
    own: "这是本单位自己的名片。",
    new: "第一次见到这张名片。核对数字以后再认。",
    known: "✓ 已经认识，数字没有变。",
    renewed: "✓ 这个单位换过钥匙，新数字已由它的恢复码确认，可以直接认下。",
    former: "这是对方换钥匙以前的旧名片，不要再用。",
    changed:
      "注意：这个单位的数字变了。可能换了电脑，也可能有人冒名。务必打电话核对，不要照着名片上的号码打。",
  },
  laptopSteps: [
    "在这台电脑做一份邀请，存到U盘。",
    "把下面显示的口令当面或打电话告诉对方，不写在U盘上。",
    "在第二台电脑打开驿站，点“加入已有村册”，选邀请文件，输入口令。",
  ],
  invite: "做邀请",
  invitationTitle: "邀请放到哪里",
  invitationName: (office: string) => `${office}邀请.yzi`,
  tellWords: "口令（只说，不写在U盘上）：",
};

function photosWord(photos: number): string {
  return photos > 0 ? `、照片 ${photos} 张` : "";
}

function profileWord(name: string): string {
  const words: Record<string, string> = { full: "转移版", duty: "责任版", statistics: "统计版" };
  return words[name] ?? name;
}
