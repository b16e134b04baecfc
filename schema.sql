-- 驿站 Yizhan：一个村一个文件。The whole database as it stands today; read this first.
--
-- 三层 three layers:
--   journal  流水   strand, entry, leaf, withheld, touch, knowledge, held, quarantine: what people did, in
--                   bytes that never change. Everything else can be made again from it.
--   ledgers  台账   village_profile … ruling: the fold (journal order is causality, never a clock) of
--                   the entries known. Derived: dropped and folded again when a declaration changes.
--   local    本机   setting, office_card … draft: never travels, not in the journal; photo_bytes travels.
--
-- 台账表除主键外没有任何约束：合并之后不合规矩的地方是“待核”，不是出错。Ledger tables carry no constraint
-- that an honest merge could break; a broken rule is a question to a person.
-- Columns of a ledger are its declaration (ledger::kinds): whole numbers, scaled decimals and yes/no are
-- INTEGER; dates (YYYY-MM-DD), times (ISO 8601), codes and references are TEXT; lists are JSON arrays,
-- unordered ones sorted. NULL means 没有填, never zero.

PRAGMA application_id = 1497979464; -- "YIZH"
PRAGMA user_version = 3;

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
    head BLOB NOT NULL
) STRICT;
-- 各枝到哪一条：只看这里就知道，不用翻条目。How far a strand goes is read here alone: heads are long.
CREATE INDEX entry_by_place ON entry (strand, seq, digest, knowledge);

-- 条目里能单独销毁的一叶：盐和字段，或只剩摘要。Salt and fields, or the digest that stays. Leaves are
-- long: only under a plain number they are found without reading those that are passed on the way.
-- The number is entry, class and place in one, so that the leaves of a class lie together.
CREATE TABLE leaf (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    class INTEGER NOT NULL, -- 0 公开 open, 1 责任 duty, 2 个人 personal, 3 机密 secret
    place INTEGER NOT NULL,
    bytes BLOB,
    erased BLOB,
    CHECK (class BETWEEN 0 AND 3 AND place BETWEEN 0 AND 16777215),
    CHECK (id = (entry * 4 + class) * 16777216 + place),
    CHECK ((bytes IS NULL) <> (erased IS NULL))
) STRICT;

-- 没有随包送来的一类：只有摘要。A class the sender withheld. 有叶在的，是欠着的：抹掉它的那条销毁不算数。
-- With leaves here, some of them are owed: the destruction that erased them does not count.
CREATE TABLE withheld (
    entry INTEGER NOT NULL REFERENCES entry (id),
    class INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (entry, class)
) STRICT, WITHOUT ROWID;

-- 哪一条动过哪一行。Which entries touched a row. 0 行是没有随包送来的保密改动，不知道是哪一行。
-- Row 0 stands for confidential changes that did not come: nobody here knows in which row.
CREATE TABLE touch (
    "row" BLOB NOT NULL,
    ledger INTEGER NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (id),
    PRIMARY KEY ("row", ledger, entry)
) STRICT, WITHOUT ROWID;

-- 哪一条销毁了哪一行的哪几类：没见过它的各叶，现在或到来时都抹掉。Which entries destroyed which
-- classes of a row: every leaf that has not seen one is erased, now or on arrival.
CREATE TABLE destroyed (
    "row" BLOB NOT NULL,
    ledger INTEGER NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (id),
    classes INTEGER NOT NULL, -- 第 n 位是第 n 类
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

-- 隔离：收着、传着、不入账的条目，本单位认可之前不算数。Entries kept and passed on, and not folded.
CREATE TABLE quarantine (
    entry INTEGER PRIMARY KEY REFERENCES entry (id)
) STRICT;

-- 流水只增不改。The journal only grows; recursive_triggers closes the way round by REPLACE.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE (ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE (ABORT, 'an entry is never deleted'); END;
CREATE TRIGGER entry_has_its_place_alone BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE strand = NEW.strand AND seq = NEW.seq)
BEGIN SELECT RAISE (ABORT, 'an entry has its place alone'); END;
CREATE TRIGGER leaf_is_never_deleted BEFORE DELETE ON leaf
BEGIN SELECT RAISE (ABORT, 'a leaf is never deleted'); END;
-- 抹掉的一叶，只有欠着的才补得回来。An erased leaf comes again only where it is owed.
CREATE TRIGGER leaf_is_only_ever_erased BEFORE UPDATE ON leaf
WHEN NOT (NEW.entry = OLD.entry AND NEW.class = OLD.class AND NEW.place = OLD.place
    AND (OLD.bytes IS NULL) <> (NEW.bytes IS NULL)
    AND (NEW.bytes IS NULL OR EXISTS (SELECT 1 FROM withheld
        WHERE withheld.entry = OLD.entry AND withheld.class = OLD.class)))
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

-- 丢失或没换钥匙的电脑，写到哪一条为止算数；0 是都不算。How far the word of a replica counts, where
-- not all of it does; made again from cards and certificates whenever these change.
CREATE TABLE cut_off (
    replica BLOB NOT NULL,
    area TEXT NOT NULL,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (replica, area, seq, digest)
) STRICT, WITHOUT ROWID;

-- 各流水线最新的签名，分叉的每一枝各一个 The newest signature of each stream's head, of each branch of a forked one.
CREATE TABLE head_signature (
    replica BLOB NOT NULL,
    area TEXT NOT NULL,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (replica, area, digest)
) STRICT;

-- 对方手里有什么：信最新的一包，哪怕数字变小。What peers hold, by their newest package.
-- Together by office: a township asks one of thirty.
CREATE TABLE peer_have (
    office TEXT NOT NULL, -- 谁的电脑
    area TEXT NOT NULL,
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (office, area, replica)
) STRICT, WITHOUT ROWID;

-- 交接记录 What was handed over and taken in.
CREATE TABLE handoff (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL, -- 1970 年以来的毫秒
    kind TEXT NOT NULL, -- export, import, receipt, backup
    office TEXT NOT NULL, -- 对方代码
    package BLOB NOT NULL,
    detail TEXT NOT NULL -- JSON
) STRICT;

-- 查阅日志：谁看了别人看不到的、为什么；看到的内容从不记在这里。至少留六个月（网络安全法），只增不改。
-- Who saw what is hidden from others, and why; never what it said.
CREATE TABLE access_log (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL, -- 1970 年以来的毫秒
    actor TEXT NOT NULL, -- 使用人的编号
    kind TEXT NOT NULL, -- reveal, export, print, reset_pin, set_password, take_out_password, new_code
    subject TEXT NOT NULL, -- 哪本台账、哪种纸面
    "row" TEXT NOT NULL, -- 哪一条；空是整本
    fields TEXT NOT NULL, -- 哪几栏，JSON
    reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER access_log_is_never_changed BEFORE UPDATE ON access_log
-- 只有理由里的话可以随那一行一起销毁 only the words of a reason may be destroyed with their row
WHEN NOT (NEW.reason = '已销毁' AND NEW.id = OLD.id AND NEW.at_ms = OLD.at_ms
    AND NEW.actor = OLD.actor AND NEW.kind = OLD.kind AND NEW.subject = OLD.subject
    AND NEW."row" = OLD."row" AND NEW.fields = OLD.fields AND OLD."row" <> '')
BEGIN SELECT RAISE (ABORT, 'a line of the access log is never changed'); END;
CREATE TRIGGER access_log_is_never_deleted BEFORE DELETE ON access_log
BEGIN SELECT RAISE (ABORT, 'a line of the access log is never deleted'); END;

-- 填到一半的表 Half typed forms: what people type lies nowhere but in this file.
CREATE TABLE draft (
    key TEXT PRIMARY KEY NOT NULL, -- 台账和编号
    content TEXT NOT NULL -- JSON
) STRICT;

-- 照片的图：按盐和图的摘要认，随转移版驿包走，不进流水。Photos: salt and JPEG, named by their digest
-- in a row of the ledger 照片; beside the journal, and with full packages only.
CREATE TABLE photo_bytes (
    digest BLOB PRIMARY KEY NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- 检索 The search index, derived like the ledgers: one document a row, cut into words by the store.
-- Its columns keep two privacy classes apart; `tail` is the end of an identity number.
CREATE VIRTUAL TABLE search USING fts5 (
    title, rest, p_title, p_rest, tail,
    tokenize = "ascii tokenchars '.=~<@'", columnsize = 0
);

-- 名字还没到的引用 Documents found by the name of a row that is not here yet.
CREATE TABLE search_wait (
    target TEXT NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (target, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_wait_by_document ON search_wait (document);

-- 以下是台账，每本一表。Below, the ledgers. In every one of them:
--   id         行的编号 UUID；同一编号在两个区域里是两行 (numbers and knowledge never cross areas)
--   area       谁的册子
--   _entry     写下各格的条目，_marks 里另有记的除外 the entry that wrote every register not in _marks
--   _marks     register → entries, only where they differ from _entry
--   _disputed  有几处各写各的 how many registers have rivals
--   _gone      1 是已删除
--
-- 列表的索引 Indexes of lists: (area, _gone) to count and gather a village's rows, with the number
-- behind it where rows are numbered; and by what a list is sorted or filtered by, with _gone behind
-- it and nothing else, so that neither needs the row and many entries lie on a page. What grows with
-- people or days has one for every column but long texts and codes that no chip filters by; the rest
-- sort the few rows they have.

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
CREATE INDEX household_by_hh_no ON household (hh_no, _gone);
CREATE INDEX household_by_group ON household ("group", _gone);
CREATE INDEX household_by_area ON household (area, _gone);
CREATE INDEX household_by_address ON household (address, _gone);
CREATE INDEX household_by_in_danger_zone ON household (in_danger_zone, _gone)
    WHERE in_danger_zone IS NOT NULL;
CREATE INDEX household_by_safety_grade ON household (safety_grade, _gone)
    WHERE safety_grade IS NOT NULL;
CREATE INDEX household_by_on_cut_slope ON household (on_cut_slope, _gone)
    WHERE on_cut_slope IS NOT NULL;
CREATE INDEX household_of_head ON household (head_id) WHERE head_id IS NOT NULL;
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
    home_unit TEXT, -- 工作单位
    is_sent_down INTEGER, -- 下沉党员
    double_reported INTEGER, -- 双报到党员
    party_zone TEXT, -- 安全责任区
    zone_from TEXT, -- 责任区从哪天起
    zone_to TEXT, -- 责任区到哪天止
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX person_by_id ON person (id, area, name); -- 各台账里写到的人，不必翻到那一行就叫得出名字
CREATE INDEX person_by_name ON person (name, _gone);
CREATE INDEX person_of_household ON person (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX person_of_id_no ON person (id_no) WHERE id_no IS NOT NULL;
CREATE INDEX person_by_area ON person (area, _gone);
CREATE INDEX person_by_birth ON person (birth, _gone);
CREATE INDEX person_by_group ON person ("group", _gone);
CREATE INDEX person_by_mobile ON person (mobile, _gone);
CREATE INDEX person_by_residence ON person (residence, _gone) WHERE residence IS NOT NULL;
CREATE INDEX person_by_mobility ON person (mobility, _gone) WHERE mobility IS NOT NULL;
CREATE INDEX person_by_is_cadre ON person (is_cadre, _gone) WHERE is_cadre IS NOT NULL;
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
CREATE INDEX risk_point_by_rp_no ON risk_point (rp_no, _gone);
CREATE INDEX risk_point_by_area ON risk_point (area, _gone, rp_no);
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
    premises_id TEXT, -- 场所
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
    no_photo_reason TEXT, -- 无法拍照原因
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
CREATE INDEX hazard_by_hz_no ON hazard (hz_no, _gone);
CREATE INDEX hazard_by_status ON hazard (status, _gone);
CREATE INDEX hazard_of_premises ON hazard (premises_id);
CREATE INDEX hazard_by_area ON hazard (area, _gone, hz_no);
CREATE INDEX hazard_by_grade ON hazard (grade, _gone);
CREATE INDEX hazard_by_location ON hazard (location, _gone);
CREATE INDEX hazard_by_due_date ON hazard (due_date, _gone);
CREATE INDEX hazard_of_owner ON hazard (owner_id) WHERE owner_id IS NOT NULL;
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
CREATE INDEX plan_by_area ON plan (area, _gone, plan_no);
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
CREATE INDEX supply_item_by_name ON supply_item (name, _gone);
CREATE INDEX supply_item_by_area ON supply_item (area, _gone);
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
CREATE INDEX supply_batch_by_expires_on ON supply_batch (expires_on, _gone);
CREATE INDEX supply_batch_by_area ON supply_batch (area, _gone);
CREATE INDEX supply_batch_by_lot ON supply_batch (lot, _gone);
CREATE INDEX supply_batch_by_qty ON supply_batch (qty, _gone);
CREATE INDEX supply_batch_by_made_on ON supply_batch (made_on, _gone);
CREATE INDEX supply_batch_by_next_test ON supply_batch (next_test, _gone);
CREATE INDEX supply_batch_by_place ON supply_batch (place, _gone);
CREATE INDEX supply_batch_by_condition ON supply_batch (condition, _gone);
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
CREATE INDEX supply_movement_by_moved_at ON supply_movement (moved_at, _gone);
CREATE INDEX supply_movement_by_area ON supply_movement (area, _gone);
CREATE INDEX supply_movement_by_kind ON supply_movement (kind, _gone);
CREATE INDEX supply_movement_by_late_approval ON supply_movement (late_approval, _gone)
    WHERE late_approval IS NOT NULL;
CREATE INDEX supply_movement_by_qty ON supply_movement (qty, _gone);
CREATE INDEX supply_movement_by_counterparty ON supply_movement (counterparty, _gone);
CREATE INDEX supply_movement_by_purpose ON supply_movement (purpose, _gone);
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

-- 应急服务站
CREATE TABLE station (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 站名
    station_kind TEXT, -- 类型
    build_mode TEXT, -- 建设方式
    parent_id TEXT, -- 上级站
    host TEXT, -- 依托单位
    address TEXT, -- 地址
    longitude INTEGER, -- 经度
    latitude INTEGER, -- 纬度
    duty_phone TEXT, -- 值守电话
    leader_id TEXT, -- 站长
    deputy_id TEXT, -- 副站长
    staff_ids TEXT, -- 站员
    rooms TEXT, -- 有哪些用房
    area_m2 INTEGER, -- 面积
    shares_fire_station INTEGER, -- 与消防站合署
    opened_on TEXT, -- 挂牌日期
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX station_by_area ON station (area, _gone);
CREATE INDEX station_disputed ON station (area) WHERE _disputed > 0;

-- 应急设施
CREATE TABLE facility (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    kind TEXT, -- 类型
    location TEXT, -- 位置
    "group" TEXT, -- 组别
    longitude INTEGER, -- 经度
    latitude INTEGER, -- 纬度
    risk_point_id TEXT, -- 为哪个风险点设的
    keeper_id TEXT, -- 管护人
    phone TEXT, -- 对外电话
    capacity_note TEXT, -- 能做什么
    last_tested TEXT, -- 上次试用
    next_test TEXT, -- 下次试用
    condition TEXT, -- 状况
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX facility_by_area ON facility (area, _gone);
CREATE INDEX facility_disputed ON facility (area) WHERE _disputed > 0;

-- 网格
CREATE TABLE grid (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 网格名称
    level TEXT, -- 级别
    parent_id TEXT, -- 上一级网格
    leader_id TEXT, -- 网格长
    deputy_id TEXT, -- 副网格长
    staff_ids TEXT, -- 网格员
    groups TEXT, -- 管哪些组
    bounds TEXT, -- 四至
    team_id TEXT, -- 应急小队
    is_party_zone INTEGER, -- 党员安全责任区
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX grid_by_area ON grid (area, _gone);
CREATE INDEX grid_disputed ON grid (area) WHERE _disputed > 0;

-- 责任链
CREATE TABLE duty_assignment (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    level TEXT, -- 哪一级
    scope TEXT, -- 负责什么
    person_id TEXT, -- 责任人A角
    deputy_id TEXT, -- 责任人B角
    town_person TEXT, -- 乡镇责任人
    town_phone TEXT, -- 乡镇责任人电话
    grid_id TEXT, -- 哪个网格
    "group" TEXT, -- 组别
    risk_point_id TEXT, -- 哪个风险点
    monitor_point_id TEXT, -- 哪个监测点
    over_id TEXT, -- 上一环
    start_on TEXT, -- 从哪天起
    end_on TEXT, -- 到哪天止
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX duty_assignment_by_area ON duty_assignment (area, _gone);
CREATE INDEX duty_assignment_of_person ON duty_assignment (person_id);
CREATE INDEX duty_assignment_disputed ON duty_assignment (area) WHERE _disputed > 0;

-- 履职事项
CREATE TABLE duty_item (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    item TEXT, -- 事项
    post_id TEXT, -- 岗位
    share TEXT, -- 怎么负责
    polarity TEXT, -- 哪张清单
    basis TEXT, -- 依据
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX duty_item_by_area ON duty_item (area, _gone);
CREATE INDEX duty_item_of_post ON duty_item (post_id);
CREATE INDEX duty_item_disputed ON duty_item (area) WHERE _disputed > 0;

-- 监测点
CREATE TABLE monitor_point (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    risk_point_id TEXT, -- 风险点
    what TEXT, -- 看什么
    location TEXT, -- 位置
    longitude INTEGER, -- 经度
    latitude INTEGER, -- 纬度
    device TEXT, -- 用什么看
    prepare_line INTEGER, -- 准备转移线
    leave_line INTEGER, -- 立即转移线
    lines_source TEXT, -- 这两条线谁定的
    cycle TEXT, -- 监测频次
    keeper_a TEXT, -- 监测人A角
    keeper_b TEXT, -- 监测人B角
    report_to TEXT, -- 到线报给谁
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX monitor_point_by_area ON monitor_point (area, _gone);
CREATE INDEX monitor_point_of_risk_point ON monitor_point (risk_point_id);
CREATE INDEX monitor_point_disputed ON monitor_point (area) WHERE _disputed > 0;

-- 监测记录
CREATE TABLE monitor_reading (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    point_id TEXT, -- 监测点
    read_at TEXT, -- 时间
    value INTEGER, -- 读数
    finding TEXT, -- 正常还是异常
    signs TEXT, -- 看到什么
    occasion TEXT, -- 什么时候看的
    reader_id TEXT, -- 监测人
    done TEXT, -- 做了什么、报了谁
    corrects TEXT, -- 更正哪一条
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX monitor_reading_by_read_at ON monitor_reading (read_at, _gone);
CREATE INDEX monitor_reading_of_point ON monitor_reading (point_id);
CREATE INDEX monitor_reading_by_area ON monitor_reading (area, _gone);
CREATE INDEX monitor_reading_disputed ON monitor_reading (area) WHERE _disputed > 0;

-- 资格证书
CREATE TABLE qualification (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    person_id TEXT, -- 持证人
    name TEXT, -- 证书名称
    kind TEXT, -- 证书类别
    cert_no TEXT, -- 证书编号
    issuer TEXT, -- 发证机构
    issued_on TEXT, -- 发证日期
    expires_on TEXT, -- 到期日
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX qualification_by_expires_on ON qualification (expires_on, _gone);
CREATE INDEX qualification_of_person ON qualification (person_id);
CREATE INDEX qualification_by_area ON qualification (area, _gone);
CREATE INDEX qualification_disputed ON qualification (area) WHERE _disputed > 0;

-- 保险
CREATE TABLE insurance (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 保险名称
    kind TEXT, -- 险种
    policy_no TEXT, -- 保单号
    insurer TEXT, -- 保险公司
    payer TEXT, -- 投保单位
    covered TEXT, -- 保什么
    team_id TEXT, -- 保哪支队伍
    person_ids TEXT, -- 保哪些人
    shelter_id TEXT, -- 保哪个避难场所
    amount_yuan INTEGER, -- 保额
    premium_yuan INTEGER, -- 保费
    start_on TEXT, -- 起保日
    end_on TEXT, -- 到期日
    claim_phone TEXT, -- 报案电话
    claims TEXT, -- 理赔情况
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX insurance_by_end_on ON insurance (end_on, _gone);
CREATE INDEX insurance_by_area ON insurance (area, _gone);
CREATE INDEX insurance_disputed ON insurance (area) WHERE _disputed > 0;

-- 九小场所
CREATE TABLE premises (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    kind TEXT, -- 类型
    operator TEXT, -- 经营者
    phone TEXT, -- 电话
    address TEXT, -- 地址
    "group" TEXT, -- 组别
    area_m2 INTEGER, -- 面积
    floors INTEGER, -- 层数
    headcount INTEGER, -- 人数
    beds_or_seats INTEGER, -- 床位或座位
    gas_type TEXT, -- 用什么气
    mixed_living INTEGER, -- 三合一
    sleeping_people INTEGER, -- 夜里住几人
    charges_inside INTEGER, -- 店内给电动车充电
    exits INTEGER, -- 安全出口
    ext_count INTEGER, -- 灭火器
    ext_expire TEXT, -- 灭火器到期
    helper_id TEXT, -- 安全帮办
    trade_state TEXT, -- 营业情况
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX premises_by_name ON premises (name, _gone);
CREATE INDEX premises_by_area ON premises (area, _gone);
CREATE INDEX premises_disputed ON premises (area) WHERE _disputed > 0;

-- 检查清单
CREATE TABLE checklist (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 清单名称
    kind TEXT, -- 哪一类
    premises_kind TEXT, -- 查哪种场所
    cycle TEXT, -- 多久查一次
    post_id TEXT, -- 谁来查
    items TEXT, -- 检查项
    basis TEXT, -- 依据
    in_use INTEGER, -- 在用
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX checklist_by_area ON checklist (area, _gone);
CREATE INDEX checklist_disputed ON checklist (area) WHERE _disputed > 0;

-- 检查
CREATE TABLE inspection (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    inspection_no TEXT, -- 编号
    checklist_id TEXT, -- 用哪张清单
    premises_id TEXT, -- 查哪个场所
    risk_point_id TEXT, -- 查哪个风险点
    facility_id TEXT, -- 查哪处设施
    place TEXT, -- 查的地方
    checked_at TEXT, -- 检查时间
    checked_by TEXT, -- 检查人
    with_whom TEXT, -- 配合哪个单位
    site_person TEXT, -- 现场负责人
    advice TEXT, -- 现场说了什么
    next_on TEXT, -- 下次再查
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX inspection_by_inspection_no ON inspection (inspection_no, _gone);
CREATE INDEX inspection_by_checked_at ON inspection (checked_at, _gone);
CREATE INDEX inspection_of_premises ON inspection (premises_id);
CREATE INDEX inspection_by_area ON inspection (area, _gone, inspection_no);
CREATE INDEX inspection_disputed ON inspection (area) WHERE _disputed > 0;

-- 检查项
CREATE TABLE inspection_item (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    inspection_id TEXT, -- 哪次检查
    seq INTEGER, -- 次序
    item TEXT, -- 检查项
    result TEXT, -- 结果
    note TEXT, -- 哪里不对
    hazard_id TEXT, -- 记成哪条隐患
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX inspection_item_of_inspection ON inspection_item (inspection_id);
CREATE INDEX inspection_item_by_area ON inspection_item (area, _gone);
CREATE INDEX inspection_item_of_hazard ON inspection_item (hazard_id);
CREATE INDEX inspection_item_disputed ON inspection_item (area) WHERE _disputed > 0;

-- 外援资源
CREATE TABLE resource (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    kind TEXT, -- 类别
    owner TEXT, -- 是谁的
    quantity INTEGER, -- 数量
    unit TEXT, -- 单位名
    spec TEXT, -- 规格
    operator TEXT, -- 谁会开
    contact_a TEXT, -- 联系人A
    phone_a TEXT, -- 电话A
    contact_b TEXT, -- 联系人B
    phone_b TEXT, -- 电话B
    place TEXT, -- 平时在哪
    minutes_away INTEGER, -- 多久能到
    basis TEXT, -- 凭什么用
    agreement_id TEXT, -- 哪份协议
    confirmed_on TEXT, -- 上次确认
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX resource_by_area ON resource (area, _gone);
CREATE INDEX resource_disputed ON resource (area) WHERE _disputed > 0;

-- 储备协议
CREATE TABLE agreement (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    vendor TEXT, -- 商户
    subject TEXT, -- 供什么
    items TEXT, -- 品种数量
    supply_item_ids TEXT, -- 对应哪些物资
    lead_hours INTEGER, -- 供货时限
    contact_a TEXT, -- 联系人A
    phone_a TEXT, -- 电话A
    contact_b TEXT, -- 联系人B
    phone_b TEXT, -- 电话B
    price_terms TEXT, -- 价格约定
    place TEXT, -- 货在哪
    signed_on TEXT, -- 签订日期
    start_on TEXT, -- 开始日期
    end_on TEXT, -- 到期日
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX agreement_by_end_on ON agreement (end_on, _gone);
CREATE INDEX agreement_by_area ON agreement (area, _gone);
CREATE INDEX agreement_disputed ON agreement (area) WHERE _disputed > 0;

-- 借用补偿
CREATE TABLE borrow (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    borrow_no TEXT, -- 编号
    item TEXT, -- 物品
    owner TEXT, -- 物主
    owner_phone TEXT, -- 物主电话
    household_id TEXT, -- 哪一户的
    quantity INTEGER, -- 数量
    unit TEXT, -- 单位名
    condition_before TEXT, -- 借时什么样
    purpose TEXT, -- 用来干什么
    basis TEXT, -- 凭什么借
    order_no TEXT, -- 批文号
    handled_by TEXT, -- 经办人
    borrowed_at TEXT, -- 借用时间
    due_back TEXT, -- 说好哪天还
    owner_signed INTEGER, -- 物主签了字
    returned_at TEXT, -- 归还时间
    damage TEXT, -- 损坏情况
    compensation_yuan INTEGER, -- 补偿金额
    settlement TEXT, -- 怎么结清的
    settled_at TEXT, -- 结清时间
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX borrow_by_borrow_no ON borrow (borrow_no, _gone);
CREATE INDEX borrow_by_status ON borrow (status, _gone);
CREATE INDEX borrow_by_area ON borrow (area, _gone, borrow_no);
CREATE INDEX borrow_disputed ON borrow (area) WHERE _disputed > 0;

-- 捐赠
CREATE TABLE donation (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    donation_no TEXT, -- 收据编号
    donor TEXT, -- 捐赠人
    donor_phone TEXT, -- 捐赠人电话
    hide_donor INTEGER, -- 不公开姓名
    kind TEXT, -- 捐什么
    goods TEXT, -- 品种数量
    amount_yuan INTEGER, -- 金额
    received_on TEXT, -- 收到日期
    purpose TEXT, -- 指定用途
    received_by TEXT, -- 接收人
    witness_id TEXT, -- 见证人
    batch_ids TEXT, -- 入了哪几批物资
    whereabouts TEXT, -- 用到哪里了
    published_on TEXT, -- 公开日期
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX donation_by_donation_no ON donation (donation_no, _gone);
CREATE INDEX donation_by_area ON donation (area, _gone, donation_no);
CREATE INDEX donation_disputed ON donation (area) WHERE _disputed > 0;

-- 盘点
CREATE TABLE supply_check (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    checked_on TEXT, -- 盘点日期
    item_id TEXT, -- 品目
    batch_id TEXT, -- 批次
    book_qty INTEGER, -- 账面
    real_qty INTEGER, -- 实盘
    reason TEXT, -- 差异原因
    checked_by TEXT, -- 盘点人
    watched_by TEXT, -- 监盘人
    movement_id TEXT, -- 哪条出入库补平的
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX supply_check_by_checked_on ON supply_check (checked_on, _gone);
CREATE INDEX supply_check_of_item ON supply_check (item_id);
CREATE INDEX supply_check_by_area ON supply_check (area, _gone);
CREATE INDEX supply_check_disputed ON supply_check (area) WHERE _disputed > 0;

-- 责任书
CREATE TABLE responsibility_letter (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    letter_no TEXT, -- 编号
    party_b TEXT, -- 乙方
    kind TEXT, -- 类型
    premises_id TEXT, -- 哪个场所
    post_id TEXT, -- 哪个岗位
    grid_id TEXT, -- 哪个网格
    household_id TEXT, -- 哪一户
    year INTEGER, -- 年度
    duties TEXT, -- 应当做的
    bans TEXT, -- 不准做的
    start_on TEXT, -- 开始日期
    end_on TEXT, -- 到期日
    signed_on TEXT, -- 签订日期
    party_a_signer TEXT, -- 甲方签字人
    renews TEXT, -- 续的哪一份
    renewed_on TEXT, -- 续签日期
    void_reason TEXT, -- 作废原因
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX responsibility_letter_by_letter_no ON responsibility_letter (letter_no, _gone);
CREATE INDEX responsibility_letter_by_status ON responsibility_letter (status, _gone);
CREATE INDEX responsibility_letter_of_premises ON responsibility_letter (premises_id);
CREATE INDEX responsibility_letter_by_area ON responsibility_letter (area, _gone, letter_no);
CREATE INDEX responsibility_letter_disputed ON responsibility_letter (area) WHERE _disputed > 0;

-- 举报
CREATE TABLE tip_off (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    tip_no TEXT, -- 编号
    content TEXT, -- 举报内容
    kind TEXT, -- 类别
    place TEXT, -- 地点
    accused TEXT, -- 举报的是谁
    received_at TEXT, -- 收到时间
    channel TEXT, -- 怎么来的
    is_anonymous INTEGER, -- 匿名
    reporter TEXT, -- 举报人
    reporter_phone TEXT, -- 举报人电话
    handed_to TEXT, -- 交给谁办
    handed_at TEXT, -- 交办时间
    hazard_id TEXT, -- 查出哪条隐患
    reply TEXT, -- 答复
    answered_at TEXT, -- 答复时间
    reward_yuan INTEGER, -- 奖励金额
    reward_note TEXT, -- 怎么发的
    rewarded_at TEXT, -- 奖励时间
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX tip_off_by_tip_no ON tip_off (tip_no, _gone);
CREATE INDEX tip_off_by_area ON tip_off (area, _gone, tip_no);
CREATE INDEX tip_off_disputed ON tip_off (area) WHERE _disputed > 0;

-- 奖补
CREATE TABLE award (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    recipient TEXT, -- 给谁
    person_id TEXT, -- 册子里是谁
    team_id TEXT, -- 哪支队伍
    kind TEXT, -- 因为什么
    reason TEXT, -- 事由
    awarded_on TEXT, -- 发放日期
    amount_yuan INTEGER, -- 金额
    goods TEXT, -- 实物或荣誉
    fund_id TEXT, -- 哪笔经费
    approved_by TEXT, -- 批准人
    document_no TEXT, -- 文号
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX award_by_awarded_on ON award (awarded_on, _gone);
CREATE INDEX award_by_area ON award (area, _gone);
CREATE INDEX award_disputed ON award (area) WHERE _disputed > 0;

-- 走访
CREATE TABLE visit_log (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    note TEXT, -- 看到什么
    visited_at TEXT, -- 走访时间
    household_id TEXT, -- 哪一户
    premises_id TEXT, -- 哪个场所
    purpose TEXT, -- 去干什么
    visitor_id TEXT, -- 谁去的
    done TEXT, -- 当场办了什么
    hazard_id TEXT, -- 记成哪条隐患
    next_on TEXT, -- 下次再去
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX visit_log_by_visited_at ON visit_log (visited_at, _gone);
CREATE INDEX visit_log_of_household ON visit_log (household_id);
CREATE INDEX visit_log_of_premises ON visit_log (premises_id);
CREATE INDEX visit_log_by_area ON visit_log (area, _gone);
CREATE INDEX visit_log_disputed ON visit_log (area) WHERE _disputed > 0;

-- 经费
CREATE TABLE fund (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    year INTEGER, -- 年度
    entry_kind TEXT, -- 预算、收入还是支出
    purpose TEXT, -- 用途
    amount_yuan INTEGER, -- 金额
    source TEXT, -- 资金来源
    paid_on TEXT, -- 日期
    document_no TEXT, -- 凭证号
    handled_by TEXT, -- 经办人
    approved_by TEXT, -- 批准人
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX fund_by_year ON fund (year, _gone);
CREATE INDEX fund_by_area ON fund (area, _gone);
CREATE INDEX fund_disputed ON fund (area) WHERE _disputed > 0;


-- 会商
CREATE TABLE consultation (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    topic TEXT, -- 议题
    kind TEXT, -- 类型
    held_at TEXT, -- 时间
    place TEXT, -- 地点
    host_id TEXT, -- 主持人
    attendees TEXT, -- 参加人
    other_attendees TEXT, -- 村外来的人
    warning_id TEXT, -- 因哪条预警
    incident_id TEXT, -- 因哪次事件
    judgement TEXT, -- 研判意见
    decisions TEXT, -- 议定事项
    ahead TEXT, -- 下一步风险重点
    next_on TEXT, -- 下次会商
    recorder_id TEXT, -- 记录人
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX consultation_by_held_at ON consultation (held_at, _gone);
CREATE INDEX consultation_by_area ON consultation (area, _gone);
CREATE INDEX consultation_disputed ON consultation (area) WHERE _disputed > 0;

-- 交办督办
CREATE TABLE task (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    content TEXT, -- 事项
    source TEXT, -- 来源
    source_note TEXT, -- 谁交办的
    consultation_id TEXT, -- 哪次会商
    drill_id TEXT, -- 哪次演练
    shift_id TEXT, -- 哪一班交接
    hazard_id TEXT, -- 关系到哪条隐患
    given_at TEXT, -- 交办时间
    owner_id TEXT, -- 承办人
    due_date TEXT, -- 期限
    supervisor_id TEXT, -- 督办人
    supervise_count INTEGER, -- 督办次数
    supervise_note TEXT, -- 督办情况
    reply TEXT, -- 办理结果
    replied_at TEXT, -- 回复时间
    review_note TEXT, -- 退回意见
    closed_at TEXT, -- 办结时间
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX task_by_due_date ON task (due_date, _gone);
CREATE INDEX task_of_consultation ON task (consultation_id);
CREATE INDEX task_of_drill ON task (drill_id);
CREATE INDEX task_of_hazard ON task (hazard_id);
CREATE INDEX task_by_area ON task (area, _gone);
CREATE INDEX task_disputed ON task (area) WHERE _disputed > 0;

-- 乡镇交办
CREATE TABLE town_order (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT, -- 类别
    content TEXT, -- 要办什么
    villages TEXT, -- 哪些村办
    due_date TEXT, -- 期限
    given_at TEXT, -- 交办时间
    doc_no TEXT, -- 文号
    given_by TEXT, -- 经办人
    about_id TEXT, -- 督办哪条隐患
    urging TEXT, -- 催办、退回意见
    close_note TEXT, -- 办结说明
    closed_at TEXT, -- 办结时间
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX town_order_by_area ON town_order (area, _gone);
CREATE INDEX town_order_disputed ON town_order (area) WHERE _disputed > 0;

-- 预警
CREATE TABLE warning (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    warning_no TEXT, -- 编号
    event_type TEXT, -- 类别
    severity TEXT, -- 级别
    channel TEXT, -- 渠道
    received_at TEXT, -- 收到时间
    received_by TEXT, -- 接收人
    headline TEXT, -- 标题
    sender TEXT, -- 发布单位
    send_time TEXT, -- 发布时间
    onset TEXT, -- 起始时间
    area_desc TEXT, -- 可能影响范围
    description TEXT, -- 警示事项
    instruction TEXT, -- 应采取的措施
    effective TEXT, -- 生效时间
    expires TEXT, -- 失效时间
    lifted_at TEXT, -- 解除时间
    status TEXT, -- 性质
    msg_type TEXT, -- 信息类型
    earlier_id TEXT, -- 接着哪一条
    urgency TEXT, -- 紧急程度
    certainty TEXT, -- 把握程度
    identifier TEXT, -- 发布编码
    comms_down INTEGER, -- 通信中断
    verified_at TEXT, -- 核实时间
    verified_note TEXT, -- 怎么核实的
    called_at TEXT, -- 叫应时间
    answered_at TEXT, -- 回应时间
    supervised_at TEXT, -- 督导时间
    supervision TEXT, -- 督导情况
    summed_up_at TEXT, -- 总结时间
    summary TEXT, -- 总结
    evaluated_at TEXT, -- 评估时间
    evaluation TEXT, -- 评估意见
    remark TEXT, -- 备注
    area_shapes TEXT, -- 画出的范围
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX warning_by_received_at ON warning (received_at, _gone);
CREATE INDEX warning_by_warning_no ON warning (warning_no, _gone);
CREATE INDEX warning_by_area ON warning (area, _gone, warning_no);
CREATE INDEX warning_disputed ON warning (area) WHERE _disputed > 0;

-- 叫应
CREATE TABLE callout (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    target_id TEXT, -- 叫谁
    result TEXT, -- 结果
    warning_id TEXT, -- 哪条预警
    incident_id TEXT, -- 哪次事件
    household_id TEXT, -- 哪一户
    seq INTEGER, -- 顺位
    method TEXT, -- 方式
    attempt INTEGER, -- 第几次
    called_at TEXT, -- 呼叫时间
    called_by TEXT, -- 谁叫的
    answered_at TEXT, -- 回应时间
    stand_in TEXT, -- 代叫人
    arrived_at TEXT, -- 到岗时间
    action TEXT, -- 采取行动
    supervised_by TEXT, -- 督导人
    remark TEXT, -- 备注
    about INTEGER, -- 时间是约的
    keyed_at TEXT, -- 补记时间
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX callout_by_called_at ON callout (called_at, _gone);
CREATE INDEX callout_of_warning ON callout (warning_id);
CREATE INDEX callout_of_incident ON callout (incident_id);
CREATE INDEX callout_of_target ON callout (target_id);
CREATE INDEX callout_by_area ON callout (area, _gone);
CREATE INDEX callout_disputed ON callout (area) WHERE _disputed > 0;

-- 转移
CREATE TABLE evac_entry (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    household_id TEXT, -- 哪一户
    outsider_kind TEXT, -- 外来的人
    place TEXT, -- 在哪里
    people INTEGER, -- 应转人数
    "group" TEXT, -- 组别
    warning_id TEXT, -- 因哪条预警
    incident_id TEXT, -- 因哪次事件
    trigger TEXT, -- 为什么转
    names TEXT, -- 人员姓名
    stretchers INTEGER, -- 要担架
    wheelchairs INTEGER, -- 要轮椅
    help_needed TEXT, -- 要什么帮助
    escort_id TEXT, -- 护送人
    route_id TEXT, -- 走哪条路
    shelter_id TEXT, -- 安置点
    destination TEXT, -- 去向
    needs_placement INTEGER, -- 要政府安置
    arrived_people INTEGER, -- 已到人数
    absent_names TEXT, -- 缺谁
    notified_at TEXT, -- 通知时间
    left_at TEXT, -- 出发时间
    arrived_at TEXT, -- 到达时间
    refuse_count INTEGER, -- 劝导次数
    refuse_note TEXT, -- 劝导情况
    forced_order_by TEXT, -- 谁下令带离
    forced_by TEXT, -- 谁带离的
    forced_at TEXT, -- 带离时间
    contact_lost_at TEXT, -- 失联时间
    last_seen TEXT, -- 最后在哪里
    hospital TEXT, -- 送到哪里
    return_ok_by TEXT, -- 谁批准返家
    returned_at TEXT, -- 返家时间
    signed_name TEXT, -- 签名
    status TEXT, -- 状态
    remark TEXT, -- 备注
    about INTEGER, -- 时间是约的
    keyed_at TEXT, -- 补记时间
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX evac_entry_by_group ON evac_entry ("group", _gone);
CREATE INDEX evac_entry_of_warning ON evac_entry (warning_id);
CREATE INDEX evac_entry_of_incident ON evac_entry (incident_id);
CREATE INDEX evac_entry_of_household ON evac_entry (household_id);
CREATE INDEX evac_entry_by_area ON evac_entry (area, _gone);
CREATE INDEX evac_entry_disputed ON evac_entry (area) WHERE _disputed > 0;

-- 值班
CREATE TABLE duty_shift (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    on_date TEXT, -- 日期
    slot TEXT, -- 时段
    leader_id TEXT, -- 带班领导
    staff_id TEXT, -- 值班员
    more_staff TEXT, -- 其他值班人
    phone TEXT, -- 值班电话
    taken_at TEXT, -- 接班时间
    open_matters TEXT, -- 未结事项
    keys TEXT, -- 物资钥匙
    equipment TEXT, -- 设备情况
    weather TEXT, -- 天气
    taken_by TEXT, -- 接班人
    handed_at TEXT, -- 交班时间
    stand_in_id TEXT, -- 顶班人
    vacant_reason TEXT, -- 缺岗原因
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX duty_shift_by_on_date ON duty_shift (on_date, _gone);
CREATE INDEX duty_shift_by_area ON duty_shift (area, _gone);
CREATE INDEX duty_shift_disputed ON duty_shift (area) WHERE _disputed > 0;

-- 突发事件
CREATE TABLE incident (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    inc_no TEXT, -- 编号
    kind TEXT, -- 类型
    location TEXT, -- 地点
    occurred_at TEXT, -- 发生时间
    about INTEGER, -- 时间是约的
    reported_at TEXT, -- 接报时间
    reporter TEXT, -- 报告人
    summary TEXT, -- 概况
    warning_id TEXT, -- 因哪条预警
    risk_point_id TEXT, -- 在哪个风险点
    dead ANY, -- 死亡
    missing ANY, -- 失踪
    injured ANY, -- 受伤
    severe ANY, -- 其中重伤
    trapped ANY, -- 被困
    out_of_contact ANY, -- 失联
    t_dispatch TEXT, -- 出动时间
    t_arrive TEXT, -- 到场时间
    t_initial TEXT, -- 初期处置时间
    t_reinforce TEXT, -- 增援出动时间
    support_asked TEXT, -- 请求增援
    commander_id TEXT, -- 现场指挥
    controlled_at TEXT, -- 控制时间
    ended_at TEXT, -- 结束时间
    flare_up TEXT, -- 怎么又起来的
    lesson TEXT, -- 复盘
    recovery TEXT, -- 善后做了什么
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX incident_by_occurred_at ON incident (occurred_at, _gone);
CREATE INDEX incident_by_inc_no ON incident (inc_no, _gone);
CREATE INDEX incident_by_area ON incident (area, _gone, inc_no);
CREATE INDEX incident_disputed ON incident (area) WHERE _disputed > 0;

-- 处置日志
CREATE TABLE incident_log (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    at TEXT, -- 时间
    text TEXT, -- 内容
    incident_id TEXT, -- 哪次事件
    warning_id TEXT, -- 哪条预警
    recorded_by TEXT, -- 记录人
    corrects TEXT, -- 更正哪一行
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX incident_log_by_at ON incident_log (at, _gone);
CREATE INDEX incident_log_of_incident ON incident_log (incident_id);
CREATE INDEX incident_log_of_warning ON incident_log (warning_id);
CREATE INDEX incident_log_by_area ON incident_log (area, _gone);
CREATE INDEX incident_log_disputed ON incident_log (area) WHERE _disputed > 0;

-- 灾情报告
CREATE TABLE situation_report (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    disaster_kind TEXT, -- 灾种
    location TEXT, -- 地点
    kind TEXT, -- 报告类型
    start_at TEXT, -- 发生时间
    as_of TEXT, -- 截至时间
    incident_id TEXT, -- 哪次事件
    process_no TEXT, -- 灾害过程
    issue INTEGER, -- 第几期
    dead ANY, -- 因灾死亡人口
    missing ANY, -- 因灾失踪人口
    injured ANY, -- 因灾受伤人口
    severe_injured ANY, -- 其中重伤
    out_of_contact ANY, -- 失联
    affected_groups ANY, -- 受灾村民小组
    affected_households ANY, -- 受灾户数
    affected_pop ANY, -- 受灾人口
    avoid_transfer ANY, -- 紧急避险转移人口
    resettle_cum ANY, -- 累计紧急转移安置人口
    resettle_now ANY, -- 实时紧急转移安置人口
    central_cum ANY, -- 累计集中安置
    central_now ANY, -- 实时集中安置
    scatter_cum ANY, -- 累计分散安置
    scatter_now ANY, -- 实时分散安置
    sites ANY, -- 集中安置点
    need_relief_cum ANY, -- 累计需紧急生活救助人口
    need_relief_now ANY, -- 实时需紧急生活救助人口
    need_transition ANY, -- 需过渡期生活救助人口
    drought_water_pop ANY, -- 因旱饮水困难需救助人口
    drought_big_livestock ANY, -- 因旱饮水困难大牲畜
    drought_small_livestock ANY, -- 因旱饮水困难小牲畜
    collapsed_rooms ANY, -- 倒塌房屋
    collapsed_home_rooms ANY, -- 其中倒塌住房
    collapsed_hh ANY, -- 倒塌住房户数
    severe_rooms ANY, -- 严重损坏房屋
    severe_home_rooms ANY, -- 其中严重损坏住房
    severe_hh ANY, -- 严重损坏住房户数
    general_rooms ANY, -- 一般损坏房屋
    general_home_rooms ANY, -- 其中一般损坏住房
    general_hh ANY, -- 一般损坏住房户数
    crop_affected_ha ANY, -- 农作物受灾面积
    crop_damaged_ha ANY, -- 其中农作物成灾面积
    crop_lost_ha ANY, -- 其中农作物绝收面积
    forest_ha ANY, -- 受灾林地面积
    aqua_ha ANY, -- 受灾水产养殖面积
    big_livestock ANY, -- 因灾死亡大牲畜
    small_livestock ANY, -- 因灾死亡小牲畜
    road_km ANY, -- 受损道路
    power_km ANY, -- 受损电力线路
    comm_km ANY, -- 受损通信线路
    canal_km ANY, -- 受损渠道
    road_cuts ANY, -- 断路
    power_cuts ANY, -- 断电
    comm_cuts ANY, -- 通信中断
    schools ANY, -- 受损学校
    clinics ANY, -- 受损卫生室
    loss_total_wan ANY, -- 直接经济损失
    loss_home ANY, -- 住房及家庭财产损失
    loss_agri ANY, -- 农林牧渔业损失
    loss_biz ANY, -- 工矿商贸业损失
    loss_infra ANY, -- 基础设施损失
    loss_public ANY, -- 公共服务设施损失
    loss_other ANY, -- 其他损失
    done TEXT, -- 已做的事
    needs TEXT, -- 需要什么
    narrative TEXT, -- 背景和经过
    features TEXT, -- 灾情特点
    difficulties TEXT, -- 存在困难
    phoned_at TEXT, -- 电话报的时间
    phoned_to TEXT, -- 电话报给谁
    next_report_at TEXT, -- 下次报告时间
    filled_by TEXT, -- 填报人
    reviewed_by TEXT, -- 审核人
    reviewed_at TEXT, -- 审核时间
    signed_by TEXT, -- 签发人
    signed_at TEXT, -- 签发时间
    sent_to TEXT, -- 报送单位
    sent_at TEXT, -- 报送时间
    return_reason TEXT, -- 退回原因
    change_reason TEXT, -- 变动说明
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX situation_report_by_as_of ON situation_report (as_of, _gone);
CREATE INDEX situation_report_of_incident ON situation_report (incident_id);
CREATE INDEX situation_report_by_area ON situation_report (area, _gone);
CREATE INDEX situation_report_disputed ON situation_report (area) WHERE _disputed > 0;

-- 救助
CREATE TABLE relief (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    household_id TEXT, -- 给哪一户
    item TEXT, -- 给什么
    batch_no TEXT, -- 批次
    origin TEXT, -- 来源
    incident_id TEXT, -- 哪次事件
    donation_id TEXT, -- 哪笔捐赠
    qty INTEGER, -- 数量
    unit TEXT, -- 单位
    amount_yuan INTEGER, -- 金额
    people INTEGER, -- 人口
    proposed_by TEXT, -- 怎么提出的
    reason TEXT, -- 理由
    appraised_on TEXT, -- 评议日
    appraisal TEXT, -- 评议意见
    posted_on TEXT, -- 公示开始
    post_end TEXT, -- 公示结束
    objections TEXT, -- 公示期间的意见
    submitted_on TEXT, -- 上报日
    issued_by TEXT, -- 发放人
    approved_by TEXT, -- 核准人
    receipt TEXT, -- 谁签收
    received_at TEXT, -- 签收时间
    published_on TEXT, -- 公布日
    deny_reason TEXT, -- 不予救助的理由
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX relief_by_batch_no ON relief (batch_no, _gone);
CREATE INDEX relief_of_household ON relief (household_id);
CREATE INDEX relief_of_incident ON relief (incident_id);
CREATE INDEX relief_by_area ON relief (area, _gone);
CREATE INDEX relief_disputed ON relief (area) WHERE _disputed > 0;

-- 死亡失踪人员
CREATE TABLE casualty (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT, -- 死亡还是失踪
    name TEXT, -- 姓名
    person_id TEXT, -- 册子里是谁
    incident_id TEXT, -- 哪次事件
    report_id TEXT, -- 报在哪一期
    sex TEXT, -- 性别
    age INTEGER, -- 年龄
    id_no TEXT, -- 身份证号
    home TEXT, -- 家住哪里
    at TEXT, -- 时间
    place TEXT, -- 地点
    cause TEXT, -- 原因
    kin_told INTEGER, -- 告诉亲属了
    kin_contact TEXT, -- 亲属联系方式
    verified_by TEXT, -- 核实人
    verified_at TEXT, -- 核实时间
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX casualty_by_name ON casualty (name, _gone);
CREATE INDEX casualty_of_incident ON casualty (incident_id);
CREATE INDEX casualty_of_report ON casualty (report_id);
CREATE INDEX casualty_by_area ON casualty (area, _gone);
CREATE INDEX casualty_disputed ON casualty (area) WHERE _disputed > 0;

-- 倒损住房
CREATE TABLE damaged_house (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    household_id TEXT, -- 哪一户
    address TEXT, -- 房子在哪
    damage TEXT, -- 村级初判
    rooms INTEGER, -- 倒损间数
    home_rooms INTEGER, -- 其中住房
    house_struct TEXT, -- 房屋结构
    long_empty INTEGER, -- 长期没人住
    incident_id TEXT, -- 哪次事件
    report_id TEXT, -- 报在哪一期
    people INTEGER, -- 这户几口人
    lives_now TEXT, -- 现在住哪里
    keeps_out INTEGER, -- 贴了不准进
    judged_by TEXT, -- 初判人
    judged_on TEXT, -- 初判日期
    note TEXT, -- 损坏情况
    final_damage TEXT, -- 上级核定
    final_by TEXT, -- 核定单位
    repair_plan TEXT, -- 怎么恢复
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX damaged_house_by_judged_on ON damaged_house (judged_on, _gone);
CREATE INDEX damaged_house_of_household ON damaged_house (household_id);
CREATE INDEX damaged_house_of_incident ON damaged_house (incident_id);
CREATE INDEX damaged_house_by_area ON damaged_house (area, _gone);
CREATE INDEX damaged_house_disputed ON damaged_house (area) WHERE _disputed > 0;

-- 个人信息销毁
CREATE TABLE destruction (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    ds_no TEXT, -- 编号
    basis TEXT, -- 为什么销毁
    incident_id TEXT, -- 哪次事件
    owner_id TEXT, -- 责任人
    due_date TEXT, -- 期限
    destroyed INTEGER, -- 销毁几条
    destroyed_of TEXT, -- 销毁了什么
    kept INTEGER, -- 保留几条
    kept_of TEXT, -- 保留了什么
    first_name TEXT, -- 经办人
    second_name TEXT, -- 监督人
    done_at TEXT, -- 销毁时间
    status TEXT, -- 状态
    unheard TEXT, -- 销毁时还没有确认的单位
    out_of_reach TEXT, -- 程序够不着的
    backups TEXT, -- 改写了哪些备份
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX destruction_of_incident ON destruction (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX destruction_by_area ON destruction (area, _gone, ds_no);
CREATE INDEX destruction_disputed ON destruction (area) WHERE _disputed > 0;

-- 演练
CREATE TABLE drill (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 演练名称
    kind TEXT, -- 类型
    hazard_kind TEXT, -- 灾种
    planned_on TEXT, -- 计划日期
    plan_item_id TEXT, -- 年度计划哪一项
    plan_id TEXT, -- 练哪个预案
    plan_version TEXT, -- 预案版本
    script TEXT, -- 情景
    place TEXT, -- 地点
    director_id TEXT, -- 总指挥
    held_at TEXT, -- 开始时间
    participants INTEGER, -- 参演人数
    observers INTEGER, -- 观摩人数
    vuln_participants INTEGER, -- 老弱病残孕幼参演
    milestones TEXT, -- 时间经过
    issues TEXT, -- 发现的问题
    grade TEXT, -- 评估
    evaluation TEXT, -- 评估意见
    improvement TEXT, -- 改进情况
    closed_at TEXT, -- 改完时间
    cancel_reason TEXT, -- 没演的原因
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX drill_by_held_at ON drill (held_at, _gone);
CREATE INDEX drill_of_plan_item ON drill (plan_item_id);
CREATE INDEX drill_by_area ON drill (area, _gone);
CREATE INDEX drill_disputed ON drill (area) WHERE _disputed > 0;

-- 培训
CREATE TABLE training (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 培训名称
    topic TEXT, -- 主题
    audience TEXT, -- 给谁讲
    plan_year INTEGER, -- 计划年度
    plan_item_id TEXT, -- 年度计划哪一项
    planned_on TEXT, -- 计划日期
    level TEXT, -- 哪一级办的
    held_on TEXT, -- 日期
    hours INTEGER, -- 学时
    trainer TEXT, -- 讲师
    place TEXT, -- 地点
    attendees TEXT, -- 签到
    attendee_count INTEGER, -- 参训人数
    assessment TEXT, -- 怎么考的
    passed_count INTEGER, -- 合格人数
    score TEXT, -- 考核情况
    refresh_on TEXT, -- 复训日期
    status TEXT, -- 状态
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX training_by_plan_year ON training (plan_year, _gone);
CREATE INDEX training_by_held_on ON training (held_on, _gone);
CREATE INDEX training_of_plan_item ON training (plan_item_id);
CREATE INDEX training_by_area ON training (area, _gone);
CREATE INDEX training_disputed ON training (area) WHERE _disputed > 0;

-- 竞赛比武
CREATE TABLE contest (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 名称
    kind TEXT, -- 类型
    held_on TEXT, -- 日期
    level TEXT, -- 哪一级办的
    organiser TEXT, -- 主办单位
    subject TEXT, -- 比什么
    team_ids TEXT, -- 参加队伍
    people_ids TEXT, -- 参加人员
    participants INTEGER, -- 参加人数
    result TEXT, -- 成绩
    lesson TEXT, -- 练出了什么
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX contest_by_held_on ON contest (held_on, _gone);
CREATE INDEX contest_by_area ON contest (area, _gone);
CREATE INDEX contest_disputed ON contest (area) WHERE _disputed > 0;

-- 宣传
CREATE TABLE publicity (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    topic TEXT, -- 主题
    way TEXT, -- 形式
    held_on TEXT, -- 日期
    audience TEXT, -- 给谁讲
    place TEXT, -- 地点
    households INTEGER, -- 覆盖户数
    people INTEGER, -- 覆盖人数
    materials TEXT, -- 发了什么
    done_by TEXT, -- 谁去讲的
    plan_item_id TEXT, -- 年度计划哪一项
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX publicity_by_held_on ON publicity (held_on, _gone);
CREATE INDEX publicity_of_plan_item ON publicity (plan_item_id);
CREATE INDEX publicity_by_area ON publicity (area, _gone);
CREATE INDEX publicity_disputed ON publicity (area) WHERE _disputed > 0;

-- 群众评价
CREATE TABLE survey (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    topic TEXT, -- 评价什么
    held_on TEXT, -- 日期
    way TEXT, -- 方式
    issued INTEGER, -- 发出
    returned INTEGER, -- 收回
    very_satisfied INTEGER, -- 很满意
    satisfied INTEGER, -- 满意
    neutral INTEGER, -- 一般
    dissatisfied INTEGER, -- 不满意
    feel_safe INTEGER, -- 觉得安全
    opinions TEXT, -- 意见建议
    follow_up TEXT, -- 打算怎么办
    tallied_by TEXT, -- 谁统计的
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX survey_by_held_on ON survey (held_on, _gone);
CREATE INDEX survey_by_area ON survey (area, _gone);
CREATE INDEX survey_disputed ON survey (area) WHERE _disputed > 0;

-- 年度计划
CREATE TABLE annual_plan_item (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    plan_year INTEGER, -- 年度
    kind TEXT, -- 做什么
    topic TEXT, -- 内容
    count INTEGER, -- 几次
    due_date TEXT, -- 最晚哪天
    audience TEXT, -- 给谁
    owner_id TEXT, -- 负责人
    basis TEXT, -- 依据
    remark TEXT, -- 备注
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX annual_plan_item_by_plan_year ON annual_plan_item (plan_year, _gone);
CREATE INDEX annual_plan_item_by_area ON annual_plan_item (area, _gone);
CREATE INDEX annual_plan_item_disputed ON annual_plan_item (area) WHERE _disputed > 0;

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
CREATE INDEX ruling_by_area ON ruling (area, _gone);
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
CREATE INDEX sign_off_by_area ON sign_off (area, _gone);
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
CREATE INDEX photo_by_digest ON photo (digest);
CREATE INDEX photo_by_area ON photo (area, _gone);
CREATE INDEX photo_disputed ON photo (area) WHERE _disputed > 0;

-- 一张图底图
CREATE TABLE base_picture (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    caption TEXT, -- 底图说明
    photo_id TEXT, -- 用哪张图
    width INTEGER, -- 宽
    height INTEGER, -- 高
    drawing TEXT, -- 底图线条
    west INTEGER, -- 西边经度
    south INTEGER, -- 南边纬度
    east INTEGER, -- 东边经度
    north INTEGER, -- 北边纬度
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX base_picture_by_area ON base_picture (area, _gone);
CREATE INDEX base_picture_disputed ON base_picture (area) WHERE _disputed > 0;

-- 图上位置
CREATE TABLE map_mark (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    about_ledger TEXT, -- 哪本台账
    about_id TEXT, -- 哪一条
    caption TEXT, -- 放上去时的名称
    across INTEGER, -- 从左边起
    down INTEGER, -- 从上边起
    shape TEXT, -- 线或范围
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX map_mark_by_area ON map_mark (area, _gone);
CREATE INDEX map_mark_disputed ON map_mark (area) WHERE _disputed > 0;

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

-- 用语
CREATE TABLE wording (
    id TEXT NOT NULL,
    area TEXT NOT NULL,
    name TEXT, -- 哪一段
    lines TEXT, -- 怎么说
    _entry INTEGER NOT NULL,
    _marks BLOB,
    _disputed INTEGER NOT NULL,
    _gone INTEGER NOT NULL,
    PRIMARY KEY (id, area)
) STRICT;
CREATE INDEX wording_by_area ON wording (area, _gone);
CREATE INDEX wording_disputed ON wording (area) WHERE _disputed > 0;
