/** Texts of 备份: what was kept, going back, a damaged book. */
export const backups = {
  title: "备份",
  say: "程序每天自己做一份备份，合并驿包之前也做一份，做完都重新打开核对过才算数。",
  last: (at: string, days: number) =>
    days === 0 ? `上一份好的备份：${at}（今天）` : `上一份好的备份：${at}（${days}天前）`,
  entries: (entries: number) => `里面有 ${entries} 笔。`,
  none: "还没有做过备份。",
  overdue: "太久没有备份了，请现在做一份。",
  where: (folder: string) => `放在：${folder}`,
  now: "现在备份一份",
  toStick: "再抄一份到U盘，同电脑分开保管",
  done: "备份好了，已重新打开核对过。",
  found: "找到的备份",
  nothingFound: "没有找到备份。插上放过备份的U盘，或自己选文件。",
  madeAt: "什么时候做的",
  size: "大小",
  count: "笔数",
  name: "文件",
  note: "说明",
  ofThis: "这本册子的",
  ofOther: "别的册子的",
  reduced: "超过九十天，姓名电话已按规定取出",
  before: "回到合并前",
  beforeSay:
    "合并错了驿包，可以回到合并以前：合并后的册子改个名放在一边，不会删；驿包以后还可以重新读。合并以后手写过东西就不能回了。",
  noBefore: "合并以后还没有可以回去的备份。",
  beforeAt: (at: string, packages: number) => `可以回到 ${at}，那以后合并了 ${packages} 个驿包。`,
  writtenSince: (written: number) =>
    `合并以后又写了 ${written} 笔，回去会丢掉它们，所以不能回。请逐条改正。`,
  goBack: "回到合并前",
  sure: "确定回到合并前",
  wentBack: (aside: string) => `已回到合并前。合并后的那一本放在：${aside}`,
  damaged: (name: string) => `${name}打不开`,
  damagedSay:
    "坏的那一本会改名放在旁边，绝不删除。先把选中的备份核对一遍，再用它恢复；坏册子里还读得出的，也一并收回来。",
  fromBackup: "用最近的好备份恢复",
  byCode: "恢复码（忘了密码才填）",
  chooseOther: "自己选备份文件",
  restored: (salvaged: number) =>
    salvaged > 0 ? `恢复好了，还从坏册子里读回 ${salvaged} 笔。` : "恢复好了。",
};
