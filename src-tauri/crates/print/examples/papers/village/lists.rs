//! Ledgers: hazards, supplies, contacts, shelters.

use super::{Books, imprint, nth};
use print::documents::contact_list::{Contact, ContactGroup, ContactList};
use print::documents::hazard_register::{Deadline, Grade, Hazard, HazardRegister};
use print::documents::register::{Orientation, Register};
use print::documents::supply_list::{Freshness, Stock, Supply, SupplyList};
use print::documents::{Audience, Imprint};
use print::table::{Cell, Column, Table};

impl Books {
    pub fn hazards(&self) -> HazardRegister {
        let places = [
            "3组沟西小路口",
            "村小学后坡",
            "沿街商铺后门",
            "5组山塘溢洪口",
            "漫水桥东头",
        ];
        let whats = [
            "屋后切坡有新裂缝，长约12米、宽3厘米，雨后还在变宽。",
            "后门堆放纸箱，堵塞疏散口，一层留宿2人。",
            "溢洪口被树枝堵住，水位离坝顶0.8米。",
            "电线老化裸露，离草垛不到1米。",
            "护栏断了两根，夜里没有灯。",
        ];
        let owners = ["何桂花", "马立新", "欧阳建国", "唐石生", "李长根"];
        let states = ["已发现", "已确认", "管控中", "整改中", "待复查", "已销号"];
        let pick = |list: &[&str], at: usize| self.long(nth(list, at).unwrap_or_default());
        let hazards = (1..=40).map(|n| Hazard {
            village: String::new(),
            number: format!("栗隐〔2026〕{n:03}号"),
            grade: if n % 20 == 7 {
                Grade::Major
            } else {
                Grade::General
            },
            what: pick(&whats, n),
            place: pick(&places, n * 3),
            owner: pick(&owners, n * 7),
            phone: format!("1420000{:04}", 871 + n * 37),
            due: format!("2026-07-{:02}", n % 28 + 1),
            deadline: if n % 8 == 3 {
                Deadline::Overdue
            } else {
                Deadline::Kept
            },
            state: pick(&states, n * 5),
        });
        HazardRegister {
            imprint: imprint(),
            by_village: String::new(),
            states: Vec::new(),
            hazards: hazards.collect(),
        }
    }

    pub fn supplies(&self) -> SupplyList {
        let kinds = [
            ("防汛", "编织袋", "60×100厘米，加厚", "条"),
            ("防汛", "排水泵", "QW50-20-15，3千瓦，带漏电保护", "台"),
            ("照明", "强光手电", "充电式，续航8小时", "支"),
            ("通信", "手摇报警器", "LK-120", "台"),
            ("救生", "救生衣", "成人，浮力≥75N", "件"),
            ("电力", "汽油发电机", "5千瓦，电启动", "台"),
            ("医疗", "急救包", "20人份", "个"),
            ("生活", "棉被", "2×1.5米", "床"),
        ];
        let supplies = (0..60).map(|n| {
            let (class, name, model, unit) = nth(&kinds, n).unwrap_or_default();
            Supply {
                class: class.to_owned(),
                name: self.long(name),
                model: self.long(model),
                unit: unit.to_owned(),
                booked: (n * 37 % 2000).to_string(),
                usable: (n * 31 % 2000).to_string(),
                spoiled: format!("{n}{unit}"),
                least: (n * 11 % 300).to_string(),
                expiry: if n % 3 == 0 {
                    String::new()
                } else {
                    format!("2027-{:02}-30", n % 12 + 1)
                },
                place: self.long("村委会一楼仓库"),
                keeper: self.long("马立新"),
                stock: match n % 12 {
                    5 => Stock::Low,
                    7 => Stock::Mismatched,
                    _ => Stock::Enough,
                },
                freshness: match n % 10 {
                    4 => Freshness::Expired,
                    8 => Freshness::Soon,
                    _ => Freshness::Good,
                },
            }
        });
        SupplyList {
            imprint: imprint(),
            supplies: supplies.collect(),
        }
    }

    pub fn contacts(&self) -> ContactList {
        ContactList {
            imprint: imprint(),
            lettering: print::documents::Lettering::Usual,
            groups: self.groups(),
        }
    }

    pub(super) fn groups(&self) -> Vec<ContactGroup> {
        let names = [
            "何桂花",
            "马立新",
            "欧阳建国",
            "唐石生",
            "李长根",
            "阿依古丽·买买提",
            "覃小满",
        ];
        let groups: [(&str, &[&str]); 6] = [
            ("上级", &["镇应急办值班", "镇分管副镇长", "县应急局值班"]),
            ("村指挥", &["总指挥", "副总指挥", "灾害信息员"]),
            (
                "监测预警组",
                &[
                    "组长",
                    "预警员（广播）",
                    "巡查员（沟西）",
                    "巡查员（后山）",
                    "雨量观测",
                ],
            ),
            (
                "转移安置组",
                &["组长", "包1组", "包2组", "包3组", "包4组", "安置点管理"],
            ),
            ("抢险救援组", &["组长", "挖掘机手", "水性好的队员", "电工"]),
            (
                "外援",
                &[
                    "卫生院急救",
                    "供电所抢修",
                    "派出所",
                    "消防救援站",
                    "燃气公司",
                ],
            ),
        ];
        let mut n = 0;
        let filled = groups.map(|(title, posts)| ContactGroup {
            title: self.long(title),
            contacts: posts
                .iter()
                .map(|post| {
                    n += 1;
                    Contact {
                        post: self.long(post),
                        name: self.long(nth(&names, n).unwrap_or_default()),
                        phone: match n % 9 {
                            7 => String::new(),
                            _ => format!("1420000{:04}", n * 321),
                        },
                        ..Contact::default()
                    }
                })
                .collect(),
        });
        filled.to_vec()
    }

    pub(super) fn shelters(&self, rows: usize) -> Table {
        let names = ["村小学", "文化礼堂", "晒谷场", "镇中心校"];
        let rows = (0..rows).map(|n| {
            vec![
                Cell::from(format!("BN-{:03}", n + 1)),
                Cell::strong(self.long(nth(&names, n).unwrap_or_default())),
                Cell::from(self.long(nth(&["室内", "室外"], n).unwrap_or_default())),
                Cell::from((n * 60 % 400 + 60).to_string()),
                Cell::from(self.long("3组路口往北200米，坡脚外侧，雨天可走")),
                Cell::from(self.long("覃小满")),
                Cell::from("142 0000 0455"),
            ]
        });
        Table {
            columns: vec![
                Column::text("编号", 7),
                Column::text("名称", 9),
                Column::text("类型", 5),
                Column::number("可容纳（人）", 7),
                Column::text("位置", 18),
                Column::text("管理人", 7),
                Column::text("电话", 10),
            ],
            rows: rows.collect(),
            sums: vec![
                Cell::from("合计"),
                Cell::from(""),
                Cell::from(""),
                Cell::from("760"),
            ],
        }
    }

    pub fn register(&self, rows: usize) -> Register {
        Register {
            imprint: Imprint {
                audience: Audience::Public,
                ..imprint()
            },
            title: self.long("避难场所台账"),
            summary: "筛选：在用。".to_owned(),
            orientation: Orientation::Portrait,
            table: self.shelters(rows),
        }
    }
}
