/** Texts around 使用说明; its pages lie in `assets/guide`. */
export const guide = {
  title: "使用说明",
  say: "一件事一页，一步一步做，带图。不上网也能看。",
  contents: "目录",
  find: "找一件事，打几个字",
  nothing: (words: string) => `没有找到“${words}”。换个说法试试，或者清空看目录。`,
  print: "打印这一页",
  printAll: "打印全部",
  back: "回去",
  picture: "大图",
  more: "看使用说明：一步一步，带图",
};
