//! The cards of the posts and one of a hazard.

use super::{Books, PROOF, imprint};
use print::documents::response_card::{Holder, Phone, ResponseCard, ResponseCards, Stage};

impl Books {
    pub fn one_card(&self) -> ResponseCards {
        let mut cards = self.cards();
        cards.cards.truncate(1);
        cards
    }

    pub fn cards(&self) -> ResponseCards {
        ResponseCards {
            imprint: imprint(),
            title: "应急处置卡".to_owned(),
            phones: vec![
                Phone {
                    label: "村值守".to_owned(),
                    number: "14200002203".to_owned(),
                },
                Phone {
                    label: "镇应急办".to_owned(),
                    number: "14200001020".to_owned(),
                },
            ],
            cards: vec![
                self.escort(),
                self.secretary(),
                self.patrol(),
                self.flood(),
                self.medic(),
            ],
        }
    }

    fn holder(&self, role: &str, name: Option<&str>, phone: Option<&str>) -> Holder {
        Holder {
            role: role.to_owned(),
            name: name.map(|name| self.long(name)),
            phone: phone.map(str::to_owned),
        }
    }

    fn stages(&self, stages: &[(&str, &[&str])]) -> Vec<Stage> {
        let stages = stages.iter().map(|(title, lines)| Stage {
            title: (*title).to_owned(),
            lines: self.lines(lines),
        });
        stages.collect()
    }

    fn escort(&self) -> ResponseCard {
        ResponseCard {
            post: self.long("转移责任人"),
            hazard: self.long("暴雨山洪"),
            pictogram: None,
            acts: Vec::new(),
            holders: vec![
                self.holder("A角", Some("何桂花"), Some("14200000871")),
                self.holder("B角", Some("马立新"), Some("14200002290")),
            ],
            stages: self.stages(&[
                (
                    "平时",
                    &[
                        "背熟包的户：谁要背、要车、要药。",
                        "雨天路走一遍，记下险段和时间。",
                        "教每户认信号、认路、认点。",
                    ],
                ),
                (
                    "接到预警",
                    &[
                        "五分钟回话，带名单、喇叭、手电。",
                        "先敲老弱病残孕幼的门。",
                        "民宿、工棚、来客都算上。",
                    ],
                ),
                (
                    "发生时",
                    &[
                        "两人一组，前面带、后面收。",
                        "走定好的路，路断才走备用路。",
                        "不下沟底，不过漫水桥。",
                        "到点报：几户、几人、缺谁。",
                        "劝不动马上报；紧急时依法带离。",
                    ],
                ),
                (
                    "灾后",
                    &[
                        "守住安置点，进出都登记。",
                        "没批准不放人；送回先看坡、房、电。",
                    ],
                ),
            ]),
            watchword: Some(self.long("山洪要来，马上走，什么都不拿！")),
            carry: Some(self.long("名单、喇叭、手电、哨子")),
            forbidden: self.lines(&["不返家取物，不渡河，不在桥下停留。"]),
            proof: PROOF.to_owned(),
            version: "3".to_owned(),
        }
    }

    fn secretary(&self) -> ResponseCard {
        ResponseCard {
            post: self.long("总指挥"),
            holders: vec![
                self.holder("A角", Some("李长根"), Some("14200000101")),
                self.holder("B角", None, None),
            ],
            stages: self.stages(&[
                (
                    "平时",
                    &[
                        "每月看一遍：人、路、点、物、电话。",
                        "各岗有替手；自己不在，写明谁说了算。",
                    ],
                ),
                (
                    "接到预警",
                    &[
                        "五分钟内回话，碰头定：转谁、谁去。",
                        "险情来了不等上级，先转人，边转边报。",
                        "停电断网，按片派人敲门。",
                    ],
                ),
                (
                    "发生时",
                    &[
                        "先救人；转移、抢险、后勤、记录分头干。",
                        "马上电话报乡镇，有变化随时报。",
                        "水急山响就撤人，不拿命去抢险。",
                        "干不了马上要增援，说清要什么。",
                    ],
                ),
                (
                    "灾后",
                    &[
                        "数清：几户几人，缺谁，谁在找。",
                        "没批准，不放一个人回家。",
                        "核灾、公示、复盘，签字负责。",
                    ],
                ),
            ]),
            proof: PROOF.to_owned(),
            version: "3".to_owned(),
            ..ResponseCard::default()
        }
    }

    fn patrol(&self) -> ResponseCard {
        ResponseCard {
            post: self.long("巡查员"),
            hazard: self.long("滑坡"),
            pictogram: None,
            acts: Vec::new(),
            holders: vec![
                self.holder("A角", Some("唐石生"), Some("14200000333")),
                self.holder("B角", Some("欧阳建国"), None),
            ],
            stages: self.stages(&[
                (
                    "平时",
                    &[
                        "按点按时看，量裂缝、看水色、记数。",
                        "定好安全观察点，查好退路。",
                    ],
                ),
                (
                    "接到预警",
                    &["两人同行，带哨、手电、反光衣。", "夜里大雨，只在安全处看。"],
                ),
                (
                    "发生时",
                    &[
                        "裂缝变宽、水变浑、有响声：先喊人跑。",
                        "人走了再报；不下沟、不上坡。",
                    ],
                ),
                ("灾后", &["险情没判明，警戒不撤。"]),
            ]),
            forbidden: self.lines(&["不走近看裂缝，不抢过塌方路段。"]),
            version: "2".to_owned(),
            ..ResponseCard::default()
        }
    }

    fn flood(&self) -> ResponseCard {
        ResponseCard {
            post: self.long("暴雨山洪"),
            stages: self.stages(&[
                (
                    "苗头",
                    &[
                        "雨量器到线，或雨大得看不清路。",
                        "溪水突然变浑、猛涨，或突然断流。",
                        "上游轰隆响，像打雷、像火车。",
                        "水里漂下树枝、草皮、石块。",
                    ],
                ),
                (
                    "先做",
                    &[
                        "不等通知，喊上邻居，马上走。",
                        "往沟两边高处走，离水越远越好。",
                        "老弱有人背、有人扶，走在前面。",
                        "来不及就上结实楼顶，挥物求救。",
                        "到点数人，少了谁马上报。",
                    ],
                ),
            ]),
            forbidden: self.lines(&[
                "不顺沟跑，不过水，不走漫水桥。",
                "不开车蹚水，不在桥下沟口停留。",
                "不回屋拿东西，不站水边看水。",
                "不踩水拉闸，离落地电线八米以外。",
                "雨停水退也不回，等批准再回家。",
            ]),
            version: "3".to_owned(),
            ..ResponseCard::default()
        }
    }

    fn medic(&self) -> ResponseCard {
        ResponseCard {
            post: self.long("医疗救护员"),
            holders: vec![self.holder("A角", Some("阿依古丽·买买提"), Some("14200000555"))],
            stages: self.stages(&[
                (
                    "平时",
                    &["急救包每月查效期。", "记住透析、吸氧、孕产、卧床的人。"],
                ),
                ("接到预警", &["通知病人带药、病历、氧气。"]),
                (
                    "发生时",
                    &[
                        "先看现场安不安全，再救人，拨120。",
                        "大出血先压住；没呼吸就按压吹气。",
                    ],
                ),
                ("灾后", &["水烧开再喝，死畜不吃、要上报。"]),
            ]),
            version: "1".to_owned(),
            ..ResponseCard::default()
        }
    }
}
