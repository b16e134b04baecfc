//! The indicators and their units (domain §2.13, Appendix A, full names of §8.6). In 急时 only the
//! six things said by telephone are asked: 灾种, 地点, 时间, 伤亡, 已做, 需要.

use crate::spec::{Field, Type};

/// A reported figure that is asked later.
const fn figure(number: u16, name: &'static str, label: &'static str, unit: &'static str) -> Field {
    Field::new(number, name, label, Type::Figure(0))
        .later()
        .open()
        .unit(unit)
}

/// A reported number of people.
const fn people(number: u16, name: &'static str, label: &'static str) -> Field {
    figure(number, name, label, "人")
}

/// A reported number of rooms, counted by 自然间.
const fn rooms(number: u16, name: &'static str, label: &'static str) -> Field {
    figure(number, name, label, "间")
}

/// A reported measure with two decimals.
const fn measure(
    number: u16,
    name: &'static str,
    label: &'static str,
    unit: &'static str,
) -> Field {
    Field::new(number, name, label, Type::Figure(2))
        .later()
        .open()
        .unit(unit)
}

pub(super) const FIELDS: &[Field] = &[
    Field::new(1, "disaster_kind", "灾种", Type::Code("report_disaster"))
        .always()
        .open()
        .synonyms(&["灾害种类", "灾害类型"]),
    Field::new(2, "location", "地点", Type::Text)
        .always()
        .synonyms(&["受灾地点", "发生地点"]),
    Field::new(3, "kind", "报告类型", Type::Code("report_kind"))
        .hint("初报：头一回报；续报：情况变了再报；核报：稳定以后核实清楚。")
        .always()
        .open()
        .synonyms(&["类型"]),
    Field::new(4, "start_at", "发生时间", Type::Time)
        .later()
        .open()
        .tonight()
        .synonyms(&["灾害发生时间", "起始时间"]),
    Field::new(5, "as_of", "截至时间", Type::Time)
        .later()
        .open()
        .synonyms(&["截止时间", "统计截止时间"]),
    Field::new(6, "incident_id", "哪次事件", Type::Ref("incident")).later(),
    Field::new(7, "process_no", "灾害过程", Type::Text)
        .hint("同一场灾的初报、续报、核报写同一个。")
        .synonyms(&["灾害过程编号"]),
    Field::new(8, "issue", "第几期", Type::Int)
        .later()
        .open()
        .synonyms(&["期数"]),
    people(10, "dead", "因灾死亡人口")
        .tonight()
        .synonyms(&["死亡", "死亡人数", "死亡人口"]),
    people(11, "missing", "因灾失踪人口")
        .tonight()
        .hint("联系不上不是失踪；核实了才填。")
        .synonyms(&["失踪", "失踪人数", "失踪人口"]),
    people(12, "injured", "因灾受伤人口")
        .tonight()
        .synonyms(&["受伤", "受伤人数", "伤病人口"]),
    people(13, "severe_injured", "其中重伤")
        .hint("受伤的人里重伤的，按医院说的算。")
        .synonyms(&["重伤人数"]),
    people(14, "out_of_contact", "失联")
        .hint("联系不上的人数；不等于失踪。")
        .tonight(),
    figure(15, "affected_groups", "受灾村民小组", "个"),
    figure(16, "affected_households", "受灾户数", "户"),
    people(17, "affected_pop", "受灾人口")
        .synonyms(&["受灾人数"])
        .hint("不是本村户口、在村里受了灾的也算。"),
    people(18, "avoid_transfer", "紧急避险转移人口")
        .synonyms(&["紧急避险转移", "避险转移人口"])
        .hint("为了躲险走开的人，投亲靠友的也算；和转移安置是两个数。"),
    people(19, "resettle_cum", "累计紧急转移安置人口")
        .synonyms(&["紧急转移安置人口", "转移安置人口", "紧急转移安置"])
        .hint("家里住不得、要政府安排吃住的人。"),
    people(20, "resettle_now", "实时紧急转移安置人口")
        .hint("此刻还在安置的人数；人回了家就会变小。"),
    people(21, "central_cum", "累计集中安置").synonyms(&["集中安置", "集中安置人口"]),
    people(22, "central_now", "实时集中安置")
        .hint("此刻住在安置点的人。集中加分散，等于转移安置。"),
    people(23, "scatter_cum", "累计分散安置").synonyms(&["分散安置", "分散安置人口"]),
    people(24, "scatter_now", "实时分散安置").hint("此刻投亲靠友、租房住的人。"),
    figure(25, "sites", "集中安置点", "个"),
    people(26, "need_relief_cum", "累计需紧急生活救助人口").synonyms(&["需紧急生活救助人口"]),
    people(27, "need_relief_now", "实时需紧急生活救助人口"),
    people(28, "need_transition", "需过渡期生活救助人口"),
    people(29, "drought_water_pop", "因旱饮水困难需救助人口"),
    figure(30, "drought_big_livestock", "因旱饮水困难大牲畜", "头"),
    figure(31, "drought_small_livestock", "因旱饮水困难小牲畜", "只"),
    rooms(32, "collapsed_rooms", "倒塌房屋")
        .synonyms(&["倒塌房屋间数", "倒塌间数"])
        .hint("整体塌落，或承重的墙柱多数倒了，只能重建。厨房、畜棚、工棚不算。"),
    rooms(33, "collapsed_home_rooms", "其中倒塌住房").synonyms(&["倒塌住房间数"]),
    figure(34, "collapsed_hh", "倒塌住房户数", "户"),
    rooms(35, "severe_rooms", "严重损坏房屋")
        .synonyms(&["严重损坏房屋间数"])
        .hint("要排险、大修或拆一部分才能住。"),
    rooms(36, "severe_home_rooms", "其中严重损坏住房").synonyms(&["严重损坏住房间数"]),
    figure(37, "severe_hh", "严重损坏住房户数", "户"),
    rooms(38, "general_rooms", "一般损坏房屋")
        .synonyms(&["一般损坏房屋间数"])
        .hint("裂缝轻，修一修还能住。"),
    rooms(39, "general_home_rooms", "其中一般损坏住房").synonyms(&["一般损坏住房间数"]),
    figure(40, "general_hh", "一般损坏住房户数", "户"),
    measure(41, "crop_affected_ha", "农作物受灾面积", "公顷")
        .synonyms(&["受灾面积"])
        .hint("减产一成以上；十五亩是一公顷。"),
    measure(42, "crop_damaged_ha", "其中农作物成灾面积", "公顷")
        .synonyms(&["农作物成灾面积", "成灾面积"])
        .hint("减产三成以上。"),
    measure(43, "crop_lost_ha", "其中农作物绝收面积", "公顷")
        .synonyms(&["农作物绝收面积", "绝收面积"])
        .hint("减产八成以上。"),
    measure(44, "forest_ha", "受灾林地面积", "公顷"),
    measure(45, "aqua_ha", "受灾水产养殖面积", "公顷"),
    figure(46, "big_livestock", "因灾死亡大牲畜", "头"),
    figure(47, "small_livestock", "因灾死亡小牲畜", "只"),
    measure(48, "road_km", "受损道路", "公里"),
    measure(49, "power_km", "受损电力线路", "公里"),
    measure(50, "comm_km", "受损通信线路", "公里"),
    measure(51, "canal_km", "受损渠道", "公里"),
    figure(52, "road_cuts", "断路", "处"),
    figure(53, "power_cuts", "断电", "处"),
    figure(54, "comm_cuts", "通信中断", "处"),
    figure(55, "schools", "受损学校", "所"),
    figure(56, "clinics", "受损卫生室", "个"),
    measure(57, "loss_total_wan", "直接经济损失", "万元").synonyms(&["直接经济损失合计"]),
    measure(58, "loss_home", "住房及家庭财产损失", "万元"),
    measure(59, "loss_agri", "农林牧渔业损失", "万元"),
    measure(60, "loss_biz", "工矿商贸业损失", "万元"),
    measure(61, "loss_infra", "基础设施损失", "万元"),
    measure(62, "loss_public", "公共服务设施损失", "万元"),
    measure(63, "loss_other", "其他损失", "万元"),
    Field::new(70, "done", "已做的事", Type::LongText)
        .later()
        .tonight()
        .synonyms(&["采取措施", "已采取的措施"]),
    Field::new(71, "needs", "需要什么", Type::LongText)
        .later()
        .tonight()
        .hint("人、车、机械、物资，各要多少。")
        .synonyms(&["需求", "救灾需求"]),
    Field::new(72, "narrative", "背景和经过", Type::LongText)
        .later()
        .synonyms(&["文字说明", "说明"]),
    Field::new(73, "features", "灾情特点", Type::LongText),
    Field::new(74, "difficulties", "存在困难", Type::LongText),
    Field::new(75, "phoned_at", "电话报的时间", Type::Time).open(),
    Field::new(76, "phoned_to", "电话报给谁", Type::Text),
    Field::new(77, "next_report_at", "下次报告时间", Type::Time).open(),
    Field::new(78, "filled_by", "填报人", Type::Ref("person"))
        .hint("一般是灾害信息员。")
        .later()
        .synonyms(&["填报"]),
    Field::new(79, "reviewed_by", "审核人", Type::Ref("person"))
        .group("flow")
        .synonyms(&["审核"]),
    Field::new(80, "reviewed_at", "审核时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(81, "signed_by", "签发人", Type::Ref("person"))
        .hint("对数字负责的人，一般是村书记；夜里可以先口头同意。")
        .group("flow")
        .synonyms(&["签发"]),
    Field::new(82, "signed_at", "签发时间", Type::Time)
        .open()
        .automatic()
        .group("flow"),
    Field::new(83, "sent_to", "报送单位", Type::Text).group("flow"),
    Field::new(84, "sent_at", "报送时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(85, "return_reason", "退回原因", Type::LongText).group("flow"),
    Field::new(86, "change_reason", "变动说明", Type::LongText)
        .hint("数字比上一期少了、差得多，或者签发以后又改：写明核减、重复等原因。"),
    Field::new(87, "status", "状态", Type::Code("report_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["draft", "reviewed", "issued", "sent"]),
    Field::new(88, "remark", "备注", Type::LongText),
];
