/** Texts of pictures beside a record. */
export const photos = {
  title: "照片",
  count: (phase: string, count: number) => `${phase} ${count} 张`,
  add: (phase: string) => `＋ ${phase}`,
  adding: "正在放进册子……",
  added: "照片放好了",
  removed: "照片已删除",
  look: (name: string) => `看大图：${name}`,
  elsewhere: "没有带来",
  elsewhereSay: "这张照片在另一台电脑上，驿包带过来以后就能看。",
  masked: "不显示",
  maskedSay: "照片可能照到人，您的角色看不到。要看请找村书记或应急管理员。",
  noPicture: "这个文件不是照片，册子没有改动。请选手机或相机拍的照片。",
  caption: "说明",
  remove: "删除这张",
};
