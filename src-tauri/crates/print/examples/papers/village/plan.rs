//! The village plan.

use super::{Books, imprint};
use print::documents::village_plan::{Block, Section, VillagePlan};
use print::table::{Cell, Column, Table};

impl Books {
    pub fn plan(&self) -> VillagePlan {
        let section = |title: &str, blocks: Vec<Block>| Section {
            title: self.long(title),
            blocks,
        };
        VillagePlan {
            imprint: imprint(),
            title: "综合应急预案".to_owned(),
            version: "3".to_owned(),
            office: "栗溪村村民委员会".to_owned(),
            issued_on: "2026年7月1日".to_owned(),
            sections: vec![
                section("村情与风险", vec![
                    self.paragraph("栗溪村位于竹坪镇北部，距镇政府7.5公里，下辖8个村民小组，共300户1000人，其中60周岁以上老人272人，常年外出198人。全村沿栗溪分布，沟长4.2公里，临河住户42户、屋后切坡住户27户、低洼住户21户。"),
                    self.paragraph("全村登记风险点16处：地质灾害隐患点5处、山洪危险区4处、病险山塘2座，其余为危房、电气和道路隐患。主汛期为5月1日至9月30日，“七下八上”最险。历史上1998年、2016年两次发生山洪，均由强降雨引发，沟西小路被冲断。"),
                    Block::Table(self.risks()),
                ]),
                section("组织与分工", vec![
                    self.paragraph("村成立应急指挥部，村书记任总指挥，村主任任副总指挥，下设四个组。总指挥不在村时，由副总指挥代行职责，并写进值班记录。"),
                    Block::Heading("监测预警组".to_owned()),
                    Block::List(self.lines(&["收预警、看雨量、查险段，五分钟内报总指挥。", "照稿连播三遍，停电时改用手摇报警器、敲锣、敲门。"])),
                    Block::Heading("转移安置组".to_owned()),
                    Block::List(self.lines(&["按转移清单逐户叫应，先老弱病残孕幼。", "到点登记，报清几户几人、缺谁。"])),
                    Block::Heading("抢险救援组".to_owned()),
                    Block::List(self.lines(&["先救人；水急山响就撤，不拿命去抢险。"])),
                    Block::Heading("后勤保障组".to_owned()),
                    Block::List(self.lines(&["保通信、照明、饮水、食物、药品，开好安置点。"])),
                ]),
                section("预警与叫应", vec![self.paragraph("收到县气象台、镇应急办发布的预警，灾害信息员记下几点几分、谁发、什么级别，五分钟内叫应各责任人。三次打不通的，派人上门。")]),
                section("分级响应", vec![
                    self.paragraph("颜色只是底线：强降雨时、有异常时、判不准时，不看颜色，立即撤离。"),
                    Block::Heading("蓝色预警".to_owned()),
                    Block::List(self.lines(&["值班到岗，喇叭播一遍。", "查沟、坡、塘、危房，清涵洞。", "核名单和电话，给弱势户打招呼。"])),
                    Block::Heading("黄色预警".to_owned()),
                    Block::List(self.lines(&["带班到岗，责任人五分钟叫应。", "加密巡查，专人看雨量器。", "危险区老弱病残孕幼先转，其余备走。"])),
                    Block::Heading("橙色预警".to_owned()),
                    Block::List(self.lines(&["危险区的人全部转，不等天黑。", "安置点开门通电，登记到人。"])),
                    Block::Heading("红色预警".to_owned()),
                    Block::List(self.lines(&["危险区再清一遍，邻近户也转。", "户外抢险都停，只做救命的事。"])),
                ]),
                section("转移避险", vec![self.paragraph("应转31户96人：集中安置64人，投亲靠友32人。走定好的路，路断才走备用路；不下沟底，不过漫水桥。")]),
                section("先期处置", vec![self.paragraph("暴雨山洪：往沟两边高处走。滑坡、崩塌：往滑动方向的两侧跑。泥石流：横着离开沟，往两边高处跑。房屋火灾：先出来，再拨119。")]),
                section("信息报送", vec![self.paragraph("先打电话说六句：哪里、几时、什么灾、人怎样、已做什么、需要什么；30分钟内补书面初报。不清楚就说正在核实，不填零。")]),
                section("后期处置", vec![self.paragraph("没有批准，不放一个人回家。核灾、公示、复盘，签字负责。")]),
                section("保障", vec![self.paragraph("队伍30人，物资80种，避难场所4处，发电机2台，卫星电话1部。经费列入村集体年度预算，为队员投保人身意外险。")]),
                section("演练、培训与修订", vec![self.paragraph("每年汛前全村演练1次，各组演练2次；每次演练、每次灾后修订本预案。")]),
            ],
            annexes: vec![
                section("各岗应急处置卡", vec![Block::Cards(self.cards().cards)]),
                section("通讯录", vec![Block::Contacts(self.groups())]),
                section("风险清单", vec![Block::Table(self.risks())]),
                section("避难场所表", vec![Block::Table(self.shelters(4))]),
                section("物资表", vec![Block::Supplies(self.supplies().supplies.split_off(36))]),
            ],
        }
    }

    fn paragraph(&self, text: &str) -> Block {
        Block::Paragraph(self.long(text))
    }

    fn risks(&self) -> Table {
        let rows = [
            [
                "RP-2026-001",
                "沟西山洪危险区",
                "18户57人",
                "何桂花",
                "142 0000 0871",
            ],
            [
                "RP-2026-002",
                "村小学后坡滑坡",
                "7户21人",
                "唐石生",
                "142 0000 0333",
            ],
            [
                "RP-2026-003",
                "5组山塘",
                "6户18人",
                "欧阳建国",
                "142 0000 0912",
            ],
        ];
        let rows = rows
            .iter()
            .map(|row| row.iter().map(|cell| Cell::from(self.long(cell))).collect());
        Table {
            columns: vec![
                Column::text("编号", 10),
                Column::text("风险点", 14),
                Column::text("威胁", 8),
                Column::text("责任人", 7),
                Column::text("电话", 10),
            ],
            rows: rows.collect(),
            sums: Vec::new(),
        }
    }
}
