//! 岗位: what has to be done by somebody, and who does it, A角 before B角 before 顺位三
//! (domain §2.7, §8.2). One person may hold several posts; clashes are shown, never forbidden.

use super::rules::one_person_twice;
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 8,
    name: "post",
    label: "岗位",
    menu: Menu::Response,
    title: &["name"],
    columns: &["seq", "name", "kind", "a_id", "b_id", "duty"],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "岗位名称", Type::Text)
            .always()
            .synonyms(&["名称", "岗位"]),
        Field::new(2, "kind", "岗位类别", Type::Code("post_kind"))
            .later()
            .open()
            .hint("选了类别，处置卡会带出现成的词。"),
        Field::new(3, "seq", "次序", Type::Int)
            .open()
            .synonyms(&["序号", "序"]),
        Field::new(4, "duty", "职责", Type::LongText)
            .hint("这个岗位出事时干什么，一两句话。")
            .synonyms(&["岗位职责", "工作职责"]),
        Field::new(5, "a_id", "A角", Type::Ref("person"))
            .hint("平时第一个找的人；B角在他不在时顶上，两个人不能一样。")
            .later()
            .synonyms(&["A角姓名", "责任人", "负责人"]),
        Field::new(6, "b_id", "B角", Type::Ref("person"))
            .later()
            .hint("A角不在时顶上的人。")
            .synonyms(&["B角姓名", "替补人", "替手"]),
        Field::new(7, "c_id", "顺位三", Type::Ref("person")).hint("A角、B角都不在时谁说了算。"),
        Field::new(8, "team_id", "所在队伍", Type::Ref("team")),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    let rule = |fields, text| one_person_twice(row, fields, "deputies_differ", text);
    let flags = [
        rule(["a_id", "b_id"], "A角、B角不能是同一个人。"),
        rule(["a_id", "c_id"], "A角和顺位三不能是同一个人。"),
        rule(["b_id", "c_id"], "B角和顺位三不能是同一个人。"),
    ];
    flags.into_iter().flatten().collect()
}
