-- 驿站 Yizhan：一个村一个文件。The whole database as it stands today; read this first.
--
-- 三层 three layers:
--   journal  流水   strand, entry, leaf, withheld, touch, knowledge, held: what people did, in bytes that
--                   never change. Everything else can be made again from it.
--   ledgers  台账   village_profile … ruling: the fold (journal order is causality, never a clock) of
--                   the entries known. Derived: dropped and folded again when a declaration changes.
--   local    本机   setting, office_card … handoff: never travels, not in the journal.
--
-- 台账表除主键外没有任何约束：合并之后不合规矩的地方是“待核”，不是出错。Ledger tables carry no constraint
-- that an honest merge could break; a broken rule is a question to a person.
-- Columns of a ledger are its declaration (ledger::kinds): whole numbers, scaled decimals and yes/no are
-- INTEGER; dates (YYYY-MM-DD), times (ISO 8601), codes and references are TEXT; lists are JSON arrays,
-- unordered ones sorted. NULL means 没有填, never zero.

PRAGMA application_id = 1497979464; -- "YIZH"
PRAGMA user_version = 1;

-- 一条流水线：一个副本在一个区域里写的条目；分叉之后是其中一枝。A stream, or one branch of a forked one.
CREATE TABLE strand (
    id INTEGER PRIMARY KEY,
    replica BLOB NOT NULL,
    area TEXT NOT NULL, -- 谁的册子（区划代码）
    parent INTEGER REFERENCES strand (id), -- 从哪一枝分出来
    parent_seq INTEGER -- 在第几条之后分出来
) STRICT;
CREATE INDEX strand_by_area ON strand (area);

-- 条目 An entry. Its number is the order in which it was folded here: causes before effects.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    strand INTEGER NOT NULL REFERENCES strand (id),
    seq INTEGER NOT NULL,
    knowledge INTEGER NOT NULL REFERENCES knowledge (id),
    head BLOB NOT NULL,
    UNIQUE (strand, seq)
) STRICT;

-- 条目里能单独销毁的一叶：盐和字段，或只剩摘要。Salt and fields, or the digest that stays.
CREATE TABLE leaf (
    entry INTEGER NOT NULL REFERENCES entry (id),
    class INTEGER NOT NULL, -- 0 公开 open, 1 责任 duty, 2 个人 personal, 3 机密 secret
    place INTEGER NOT NULL,
    bytes BLOB,
    erased BLOB,
    PRIMARY KEY (entry, class, place),
    CHECK ((bytes IS NULL) <> (erased IS NULL))
) STRICT, WITHOUT ROWID;

-- 没有随包送来的一类：只有摘要。A class the sender withheld.
CREATE TABLE withheld (
    entry INTEGER NOT NULL REFERENCES entry (id),
    class INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (entry, class)
) STRICT, WITHOUT ROWID;

-- 哪一条动过哪一行。Which entries touched a row.
CREATE TABLE touch (
    "row" BLOB NOT NULL,
    ledger INTEGER NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (id),
    PRIMARY KEY ("row", ledger, entry)
) STRICT, WITHOUT ROWID;

-- 写的人当时知道什么（本枝以外）：每枝到第几条。What an author knew of other strands; shared, CBOR.
CREATE TABLE knowledge (
    id INTEGER PRIMARY KEY,
    strands BLOB NOT NULL
) STRICT;

-- 收到了、还接不上的条目：缺前一条、缺所见的一条，或缺同一批的其余各条。
-- Entries that wait for their previous one, for one they saw, or for the rest of their batch.
CREATE TABLE held (
    digest BLOB PRIMARY KEY NOT NULL,
    replica BLOB NOT NULL,
    area TEXT NOT NULL,
    seq INTEGER NOT NULL,
    prev BLOB,
    act_id BLOB NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    missing BLOB, -- 缺哪一条；NULL 是只缺同批的
    missing_replica BLOB,
    missing_seq INTEGER,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX held_by_missing ON held (missing);
CREATE INDEX held_by_act ON held (act_id, part);

-- 流水只增不改。The journal only grows; recursive_triggers closes the way round by REPLACE.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE (ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE (ABORT, 'an entry is never deleted'); END;
CREATE TRIGGER leaf_is_never_deleted BEFORE DELETE ON leaf
BEGIN SELECT RAISE (ABORT, 'a leaf is never deleted'); END;
CREATE TRIGGER leaf_is_only_ever_erased BEFORE UPDATE ON leaf
WHEN NOT (OLD.bytes IS NOT NULL AND NEW.bytes IS NULL AND NEW.erased IS NOT NULL
    AND NEW.entry = OLD.entry AND NEW.class = OLD.class AND NEW.place = OLD.place)
BEGIN SELECT RAISE (ABORT, 'a leaf is only ever erased'); END;

-- 本机设置 Settings of this file on this machine.
CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT;

-- 认得的名片 Cards of known offices.
CREATE TABLE office_card (
    code TEXT PRIMARY KEY NOT NULL,
    card TEXT NOT NULL
) STRICT;

-- 副本的证书 Certificates of replicas.
CREATE TABLE certificate (
    replica BLOB PRIMARY KEY NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- 各流水线最新的签名 The newest signature of each stream's head.
CREATE TABLE head_signature (
    replica BLOB NOT NULL,
    area TEXT NOT NULL,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (replica, area)
) STRICT;

-- 对方手里有什么：信最新的一包，哪怕数字变小。What peers hold, by their newest package.
CREATE TABLE peer_have (
    replica BLOB NOT NULL,
    area TEXT NOT NULL,
    counter INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (replica, area)
) STRICT;

-- 交接记录 What was handed over and taken in.
CREATE TABLE handoff (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL, -- 1970 年以来的毫秒
    kind TEXT NOT NULL, -- export, import, receipt, backup
    office TEXT NOT NULL, -- 对方代码
    package BLOB NOT NULL,
    detail TEXT NOT NULL -- JSON
) STRICT;

-- 以下是台账，每本一表。Below, the ledgers. In every one of them:
--   id         行的编号 UUID；同一编号在两个区域里是两行 (numbers and knowledge never cross areas)
--   area       谁的册子
--   _entry     写下各格的条目，_marks 里另有记的除外 the entry that wrote every register not in _marks
--   _marks     register → entries, only where they differ from _entry
--   _disputed  有几处各写各的 how many registers have rivals
--   _gone      1 是已删除

-- 村情
CREATE TABLE village_profile (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    village_name TEXT, -- 村名
    village_code TEXT, -- 区划代码
    town_name TEXT, -- 乡镇
    duty_phone TEXT, -- 值守电话
    town_phone TEXT, -- 乡镇应急办电话
    county_name TEXT, -- 县（市、区）
    reg_households INTEGER, -- 户籍户数
    reg_pop INTEGER, -- 户籍人口
    resident_pop INTEGER, -- 常住人口
    area_km2 INTEGER, -- 面积
    farmland_mu INTEGER, -- 耕地
    forest_mu INTEGER, -- 林地
    flood_start TEXT, -- 汛期开始
    flood_end TEXT, -- 汛期结束
    fire_start TEXT, -- 森林防火期开始
    fire_end TEXT, -- 森林防火期结束
    main_disasters TEXT, -- 主要灾害
    past_disasters TEXT, -- 历史灾害
    village_groups TEXT, -- 村民小组
    dead_zones TEXT, -- 无信号的地方
    alarm_signal TEXT, -- 锣声规矩
    clinic_phone TEXT, -- 卫生院电话
    police_phone TEXT, -- 派出所电话
    fire_station_phone TEXT, -- 消防站电话
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX village_profile_by_area ON village_profile (area, _gone);
CREATE INDEX village_profile_disputed ON village_profile (area) WHERE _disputed > 0;

-- 户册
CREATE TABLE household (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    hh_no TEXT, -- 户编号
    head_id TEXT, -- 户主
    "group" TEXT, -- 组别
    address TEXT, -- 住址
    house_struct TEXT, -- 房屋结构
    built_year INTEGER, -- 建成年份
    floors INTEGER, -- 层数
    rooms INTEGER, -- 间数
    safety_grade TEXT, -- 房屋鉴定等级
    on_cut_slope INTEGER, -- 切坡建房
    near_river INTEGER, -- 临河临沟
    low_lying INTEGER, -- 低洼易涝
    energy TEXT, -- 家用能源
    in_danger_zone INTEGER, -- 在危险区
    risk_point_id TEXT, -- 威胁它的风险点
    risk_distance_m INTEGER, -- 离风险点
    escort_a TEXT, -- 包户责任人A角
    escort_b TEXT, -- 包户责任人B角
    shelter_id TEXT, -- 安置点
    route_id TEXT, -- 转移路线
    key_place TEXT, -- 备用钥匙在哪
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX household_by_hh_no ON household (area, hh_no, _gone);
CREATE INDEX household_all_by_hh_no ON household (hh_no, _gone);
CREATE INDEX household_by_group ON household (area, "group", _gone);
CREATE INDEX household_disputed ON household (area) WHERE _disputed > 0;

-- 人员
CREATE TABLE person (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 姓名
    household_id TEXT, -- 所在户
    relation TEXT, -- 与户主关系
    sex TEXT, -- 性别
    birth TEXT, -- 出生日期
    id_no TEXT, -- 身份证号
    mobile TEXT, -- 联系电话
    "group" TEXT, -- 组别
    residence TEXT, -- 居住状态
    mobility TEXT, -- 行动能力
    vulnerable TEXT, -- 弱势类别
    help_needed TEXT, -- 要什么帮助
    medical_need TEXT, -- 必备药品和设备
    kin_contact TEXT, -- 亲属联系方式
    is_party INTEGER, -- 党员
    is_cadre INTEGER, -- 村干部
    duty_title TEXT, -- 职务
    duty_name TEXT, -- 责任版姓名
    duty_phone TEXT, -- 工作电话
    notice_date TEXT, -- 告知日期
    consent_by TEXT, -- 同意人
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX person_by_name ON person (area, name, _gone);
CREATE INDEX person_all_by_name ON person (name, _gone);
CREATE INDEX person_of_household ON person (household_id);
CREATE INDEX person_of_id_no ON person (id_no);
CREATE INDEX person_disputed ON person (area) WHERE _disputed > 0;

-- 风险点
CREATE TABLE risk_point (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    rp_no TEXT, -- 编号
    name TEXT, -- 名称
    kind TEXT, -- 类型
    location TEXT, -- 位置
    longitude INTEGER, -- 经度
    latitude INTEGER, -- 纬度
    cause TEXT, -- 成因
    scale TEXT, -- 规模
    threat_hh INTEGER, -- 威胁户数
    threat_pop INTEGER, -- 威胁人数
    threat_value_wan INTEGER, -- 威胁财产
    level TEXT, -- 风险等级
    signs TEXT, -- 前兆
    monitor_method TEXT, -- 监测方法
    monitor_cycle TEXT, -- 监测频次
    monitor_person TEXT, -- 监测责任人
    village_owner TEXT, -- 村责任人
    town_owner TEXT, -- 乡镇责任人
    signal_way TEXT, -- 预警信号方式
    route_id TEXT, -- 撤离路线
    shelter_id TEXT, -- 安置点
    has_sign INTEGER, -- 有警示牌
    treatment_type TEXT, -- 治理措施
    recognition_no TEXT, -- 认定文号
    status TEXT, -- 状态
    proposal_reason TEXT, -- 销号理由
    approval_no TEXT, -- 批文号
    expert_opinion TEXT, -- 专家意见
    removed_at TEXT, -- 销号时间
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX risk_point_by_rp_no ON risk_point (area, rp_no, _gone);
CREATE INDEX risk_point_disputed ON risk_point (area) WHERE _disputed > 0;

-- 隐患
CREATE TABLE hazard (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    hz_no TEXT, -- 编号
    description TEXT, -- 隐患描述
    location TEXT, -- 地点
    "group" TEXT, -- 组别
    risk_point_id TEXT, -- 风险点
    src TEXT, -- 来源
    reporter TEXT, -- 举报人
    found_by TEXT, -- 发现人
    found_at TEXT, -- 发现时间
    kind TEXT, -- 类别
    grade TEXT, -- 级别
    owner_id TEXT, -- 责任人
    supervisor_id TEXT, -- 督办人
    requirement TEXT, -- 整改要求
    due_date TEXT, -- 期限
    fund_yuan INTEGER, -- 资金
    contingency TEXT, -- 应急预案
    interim_control TEXT, -- 临时管控
    fix_result TEXT, -- 整改结果
    fixed_by TEXT, -- 整改人
    fixed_at TEXT, -- 整改完成时间
    reviewed_by TEXT, -- 复查人
    reviewed_at TEXT, -- 复查时间
    review_note TEXT, -- 复查意见
    similar_check TEXT, -- 举一反三
    similar_count INTEGER, -- 同类处数
    lesson TEXT, -- 复盘
    listed_level TEXT, -- 挂牌级别
    closed_at TEXT, -- 销号时间
    round INTEGER, -- 轮次
    reject_reason TEXT, -- 不属实理由
    duplicate_of TEXT, -- 与哪条重复
    reopen_reason TEXT, -- 重开原因
    status TEXT, -- 状态
    transfer_to TEXT, -- 移交单位
    transfer_at TEXT, -- 移交时间
    reply_text TEXT, -- 回函
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX hazard_by_hz_no ON hazard (area, hz_no, _gone);
CREATE INDEX hazard_all_by_hz_no ON hazard (hz_no, _gone);
CREATE INDEX hazard_by_status ON hazard (area, status, _gone);
CREATE INDEX hazard_disputed ON hazard (area) WHERE _disputed > 0;

-- 预案
CREATE TABLE plan (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    plan_no TEXT, -- 编号
    title TEXT, -- 名称
    kind TEXT, -- 类型
    version TEXT, -- 版本
    drafted_by TEXT, -- 编制人
    reviewed_by TEXT, -- 审核人
    approved_by TEXT, -- 批准人
    approved_on TEXT, -- 批准日期
    filed_to TEXT, -- 备案单位
    filed_on TEXT, -- 备案日期
    next_review TEXT, -- 下次评估
    revise_reason TEXT, -- 修订原因
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX plan_by_area ON plan (area, _gone);
CREATE INDEX plan_disputed ON plan (area) WHERE _disputed > 0;

-- 预案章节
CREATE TABLE plan_section (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    plan_id TEXT, -- 预案
    seq INTEGER, -- 次序
    heading TEXT, -- 标题
    body TEXT, -- 正文
    hazard_kind TEXT, -- 灾种
    bindings TEXT, -- 后面附哪些台账
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX plan_section_of_plan ON plan_section (plan_id);
CREATE INDEX plan_section_by_area ON plan_section (area, _gone);
CREATE INDEX plan_section_disputed ON plan_section (area) WHERE _disputed > 0;

-- 岗位
CREATE TABLE post (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 岗位名称
    kind TEXT, -- 岗位类别
    seq INTEGER, -- 次序
    duty TEXT, -- 职责
    a_id TEXT, -- A角
    b_id TEXT, -- B角
    c_id TEXT, -- 顺位三
    team_id TEXT, -- 所在队伍
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX post_by_area ON post (area, _gone);
CREATE INDEX post_disputed ON post (area) WHERE _disputed > 0;

-- 处置卡
CREATE TABLE response_card (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    post_id TEXT, -- 岗位
    hazard_kind TEXT, -- 灾种
    before TEXT, -- 平时
    on_warning TEXT, -- 接到预警
    on_event TEXT, -- 发生时
    after TEXT, -- 灾后
    forbidden TEXT, -- 严禁
    carry TEXT, -- 携带
    slogan TEXT, -- 口令
    version TEXT, -- 版本
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX response_card_of_post ON response_card (post_id);
CREATE INDEX response_card_by_area ON response_card (area, _gone);
CREATE INDEX response_card_disputed ON response_card (area) WHERE _disputed > 0;

-- 队伍
CREATE TABLE team (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 队伍名称
    kind TEXT, -- 队伍类型
    tier TEXT, -- 层级
    leader_id TEXT, -- 队长
    deputy_id TEXT, -- 副队长
    advisor TEXT, -- 指导员
    rally_point TEXT, -- 集结点
    rally_min INTEGER, -- 集结时限
    min_size INTEGER, -- 最少人数
    max_size INTEGER, -- 最多人数
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX team_by_area ON team (area, _gone);
CREATE INDEX team_disputed ON team (area) WHERE _disputed > 0;

-- 第一响应人
CREATE TABLE responder (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    person_id TEXT, -- 人员
    team_ids TEXT, -- 队伍
    roles TEXT, -- 角色
    is_militia INTEGER, -- 民兵
    is_veteran INTEGER, -- 退役军人
    licences TEXT, -- 驾照
    skills TEXT, -- 技能
    fire_trained INTEGER, -- 受过扑火训练
    reach_min INTEGER, -- 到集结点
    presence TEXT, -- 在村状态
    insured_until TEXT, -- 意外险到期
    status TEXT, -- 状态
    left_reason TEXT, -- 退出原因
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX responder_of_person ON responder (person_id);
CREATE INDEX responder_by_area ON responder (area, _gone);
CREATE INDEX responder_disputed ON responder (area) WHERE _disputed > 0;

-- 物资品目
CREATE TABLE supply_item (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    spec TEXT, -- 规格
    unit TEXT, -- 单位
    gb_code TEXT, -- 分类码
    kit_class TEXT, -- 小站类别
    mode TEXT, -- 储备方式
    min_qty INTEGER, -- 最低储备
    target_qty INTEGER, -- 目标储备
    shelf_months INTEGER, -- 保质期
    bin TEXT, -- 库位
    keeper_id TEXT, -- 保管员
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX supply_item_by_name ON supply_item (area, name, _gone);
CREATE INDEX supply_item_disputed ON supply_item (area) WHERE _disputed > 0;

-- 物资批次
CREATE TABLE supply_batch (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    item_id TEXT, -- 品目
    lot TEXT, -- 批号
    qty INTEGER, -- 入库数量
    made_on TEXT, -- 生产日期
    expires_on TEXT, -- 到期日
    next_test TEXT, -- 下次检测
    origin TEXT, -- 来源
    price_yuan INTEGER, -- 单价
    place TEXT, -- 存放点
    condition TEXT, -- 状况
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX supply_batch_of_item ON supply_batch (item_id);
CREATE INDEX supply_batch_by_expires_on ON supply_batch (area, expires_on, _gone);
CREATE INDEX supply_batch_disputed ON supply_batch (area) WHERE _disputed > 0;

-- 出入库
CREATE TABLE supply_movement (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT, -- 类型
    batch_id TEXT, -- 批次
    qty INTEGER, -- 数量
    moved_at TEXT, -- 时间
    counterparty TEXT, -- 对象
    purpose TEXT, -- 用途
    handled_by TEXT, -- 经办人
    approved_by TEXT, -- 批准人
    approval_note TEXT, -- 口头同意
    late_approval INTEGER, -- 待补批
    reason TEXT, -- 盘点差异原因
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX supply_movement_of_batch ON supply_movement (batch_id);
CREATE INDEX supply_movement_by_moved_at ON supply_movement (area, moved_at, _gone);
CREATE INDEX supply_movement_disputed ON supply_movement (area) WHERE _disputed > 0;

-- 避难场所
CREATE TABLE shelter (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    space_type TEXT, -- 室内外
    function_type TEXT, -- 功能
    duration_type TEXT, -- 时长
    ok_kinds TEXT, -- 适用灾种
    bad_kinds TEXT, -- 禁用灾种
    location TEXT, -- 地址
    area_m2 INTEGER, -- 有效面积
    capacity INTEGER, -- 可容纳
    beds INTEGER, -- 床位
    barrier_free INTEGER, -- 无障碍
    facilities TEXT, -- 生活条件
    keeper_a TEXT, -- 管理员A角
    keeper_b TEXT, -- 管理员B角
    key_place TEXT, -- 钥匙在哪
    open_status TEXT, -- 开放状态
    opened_at TEXT, -- 开放时间
    closed_reason TEXT, -- 关闭原因
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX shelter_by_area ON shelter (area, _gone);
CREATE INDEX shelter_disputed ON shelter (area) WHERE _disputed > 0;

-- 转移路线
CREATE TABLE route (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 路线名称
    from_area TEXT, -- 起点片区
    shelter_id TEXT, -- 终点安置点
    length_m INTEGER, -- 长度
    walk_min INTEGER, -- 步行
    hazard_spots TEXT, -- 途经险段
    risk_point_ids TEXT, -- 途经风险点
    rain_ok INTEGER, -- 雨天可走
    alt_route_id TEXT, -- 备用路线
    guide_id TEXT, -- 引导员
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX route_by_area ON route (area, _gone);
CREATE INDEX route_disputed ON route (area) WHERE _disputed > 0;

-- 待核答复
CREATE TABLE ruling (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    question TEXT, -- 问题
    answer TEXT, -- 答复
    reason TEXT, -- 理由
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX ruling_by_question ON ruling (area, question, _gone);
CREATE INDEX ruling_disputed ON ruling (area) WHERE _disputed > 0;

-- 使用人
CREATE TABLE desk_user (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 姓名
    role TEXT, -- 角色
    person_id TEXT, -- 册子里是谁
    in_use INTEGER, -- 在用
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX desk_user_by_area ON desk_user (area, _gone);
CREATE INDEX desk_user_disputed ON desk_user (area) WHERE _disputed > 0;

-- 签批
CREATE TABLE sign_off (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    about_ledger TEXT, -- 哪本台账
    about_id TEXT, -- 哪一条
    step TEXT, -- 哪一步
    step_label TEXT, -- 事项
    signer TEXT, -- 签批人
    way TEXT, -- 方式
    oral_note TEXT, -- 口头同意的情形
    signed_at TEXT, -- 签批时间
    confirmed_at TEXT, -- 确认时间
    status TEXT, -- 状态
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX sign_off_about ON sign_off (about_id);
CREATE INDEX sign_off_by_status ON sign_off (area, status, _gone);
CREATE INDEX sign_off_disputed ON sign_off (area) WHERE _disputed > 0;

-- 照片
CREATE TABLE photo (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    about_ledger TEXT, -- 哪本台账
    about_id TEXT, -- 哪一条
    phase TEXT, -- 什么时候的样子
    taken_at TEXT, -- 拍摄时间
    caption TEXT, -- 说明
    digest TEXT, -- 照片摘要
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX photo_about ON photo (about_id);
CREATE INDEX photo_by_area ON photo (area, _gone);
CREATE INDEX photo_disputed ON photo (area) WHERE _disputed > 0;

-- 选项
CREATE TABLE code_item (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    list TEXT, -- 哪张表
    code TEXT, -- 代码
    label TEXT, -- 叫法
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX code_item_by_area ON code_item (area, _gone);
CREATE INDEX code_item_disputed ON code_item (area) WHERE _disputed > 0;

-- 门限
CREATE TABLE threshold (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    value INTEGER, -- 数值
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX threshold_by_area ON threshold (area, _gone);
CREATE INDEX threshold_disputed ON threshold (area) WHERE _disputed > 0;
