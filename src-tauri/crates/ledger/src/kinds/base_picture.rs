//! 底图: what the village's own map (一张图, domain §1 F29) is drawn upon: a photo of the map on the
//! wall, a scan, or lines taken over from a drawing. One row for each village. A picture lies among
//! the photos; a drawing is kept as lines of places, each `across,down` in ten-thousandths.

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 90,
    name: "base_picture",
    label: "一张图底图",
    menu: Menu::Hidden,
    title: &["caption"],
    columns: &["caption", "width", "height"],
    fields: &[
        Field::new(1, "caption", "底图说明", Type::Text),
        Field::new(2, "photo_id", "用哪张图", Type::Ref("photo"))
            .automatic()
            .group("base"),
        Field::new(3, "width", "宽", Type::Int)
            .open()
            .automatic()
            .group("base"),
        Field::new(4, "height", "高", Type::Int)
            .open()
            .automatic()
            .group("base"),
        Field::new(5, "drawing", "底图线条", Type::Lines)
            .automatic()
            .group("base"),
        Field::new(6, "west", "西边经度", Type::Decimal(6))
            .automatic()
            .group("base"),
        Field::new(7, "south", "南边纬度", Type::Decimal(6))
            .automatic()
            .group("base"),
        Field::new(8, "east", "东边经度", Type::Decimal(6))
            .automatic()
            .group("base"),
        Field::new(9, "north", "北边纬度", Type::Decimal(6))
            .automatic()
            .group("base"),
    ],
    ..Spec::DEFAULT
};
