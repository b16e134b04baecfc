//! How people are named in Chinese texts, and how a name is masked: 张**, 欧阳**.

/// Surnames of two characters.
const COMPOUND: [&str; 24] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空",
    "夏侯", "长孙", "宇文", "轩辕", "端木", "百里", "呼延", "南宫", "东郭", "西门", "独孤", "申屠",
];

/// Surnames of one character: who is not in the books is told by his.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶\
     蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺\
     顾毛郝龚邵万钱严覃武戚莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰\
     焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房\
     滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戎岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧\
     闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南\
     班储栗燕鄢劳谌奚粟冼蔺楼盘闻郜阚强帅屠朴练廉禹祖漆丰狄计索宣晋扈晁芮浦薄邸辜母裘修邰赫况那宿印逯隆茹";

/// How the names of units, shops, places and posts end.
const UNIT_ENDS: [&str; 51] = [
    "镇",
    "乡",
    "县",
    "市",
    "省",
    "村",
    "组",
    "队",
    "站",
    "所",
    "店",
    "厂",
    "院",
    "校",
    "局",
    "部",
    "办",
    "社",
    "岗",
    "员",
    "室",
    "处",
    "委",
    "房",
    "铺",
    "馆",
    "户",
    "主",
    "公司",
    "中心",
    "超市",
    "商行",
    "小学",
    "中学",
    "单位",
    "农家乐",
    "市场",
    "气象台",
    "网格长",
    "委员会",
    "抢修班",
    "包户人",
    "负责人",
    "责任人",
    "组长",
    "队长",
    "书记",
    "主任",
    "站长",
    "所长",
    "村长",
];

/// Titles that stand before a name.
const TITLES: [&str; 22] = [
    "镇长",
    "乡长",
    "县长",
    "书记",
    "主任",
    "站长",
    "所长",
    "队长",
    "组长",
    "校长",
    "院长",
    "局长",
    "部长",
    "干事",
    "主席",
    "经理",
    "老板",
    "师傅",
    "医生",
    "老师",
    "专家",
    "联系人",
];

/// 张** (domain §4, level L2).
pub(crate) fn masked_name(name: &str) -> String {
    let is_long = name.chars().count() > 2;
    let compound = COMPOUND.iter().find(|surname| name.starts_with(**surname));
    match (compound.filter(|_| is_long), name.chars().next()) {
        (Some(surname), _) => format!("{surname}**"),
        (None, Some(surname)) => format!("{surname}**"),
        (None, None) => String::new(),
    }
}

/// Whether this is a unit, a shop, a place or a post rather than somebody.
pub(super) fn is_unit(text: &str) -> bool {
    UNIT_ENDS.iter().any(|end| text.ends_with(end))
}

/// Whose household is meant: 张桂英 of 张桂英户.
pub(super) fn name_of_household(text: &str) -> Option<&str> {
    let name = text.strip_suffix('户').or(text.strip_suffix('家'));
    name.filter(|name| is_name(name))
}

/// The name at the end of a text, and what stands before it: 竹坪镇副镇长 and 宋文静; no name where
/// there is none.
pub(super) fn name_behind_title(text: &str) -> (&str, &str) {
    let ends = TITLES.iter();
    let ends = ends.filter_map(|title| text.rfind(title).map(|at| at + title.len()));
    let (title, name) = text.split_at(ends.max().unwrap_or(0));
    let is_name = if title.is_empty() {
        is_name(name)
    } else {
        (2..=4).contains(&name.chars().count())
    };
    if is_name { (title, name) } else { (text, "") }
}

/// Whether a text of its own is somebody's name.
fn is_name(text: &str) -> bool {
    let second = text.chars().nth(1);
    let is_double = second.is_some_and(|letter| SURNAMES.contains(letter));
    match text.chars().count() {
        _ if text.contains('·') => true,
        2 | 3 => has_surname(text),
        4 => has_surname(text) && is_double || is_compound(text),
        _ => false,
    }
}

fn has_surname(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|letter| SURNAMES.contains(letter)) || is_compound(text)
}

fn is_compound(text: &str) -> bool {
    COMPOUND.iter().any(|surname| text.starts_with(surname))
}
