//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// 驿站：村级应急服务站的册子、卡片和驿包。
#[derive(Parser)]
#[command(name = "yizhan", version)]
pub(crate) struct Arguments {
    /// 结果按 JSON 输出，供别的程序读取
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// 从这个文件的第一行读取密码（也可用环境变量 YIZHAN_PASSWORD）
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// 要做的事
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is asked.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// 新建一本村册或镇册
    Init {
        /// 新文件，以 .yz 结尾
        file: PathBuf,
        /// 12 位区划代码
        #[arg(long)]
        code: String,
        /// 村名或乡镇名
        #[arg(long)]
        name: String,
        /// 建的是乡镇的册子
        #[arg(long)]
        town: bool,
        /// 特意不设密码，每个画面都会提醒
        #[arg(long)]
        no_password: bool,
    },
    /// 建一个虚构的村和镇，把主要的事从头做到尾
    Demo {
        /// 结果放在这个文件夹
        dir: PathBuf,
        /// 随机种子，同一种子每次结果相同
        #[arg(long, default_value_t = 20_260_601)]
        seed: u64,
        /// 规模
        #[arg(long, default_value = "village", value_parser = ["village", "township"])]
        size: String,
    },
    /// 列出全部命令
    Commands {
        /// 按 TypeScript 输出请求和回答的样子
        #[arg(long)]
        typescript: bool,
    },
    /// 执行一条命令，请求与画面发出的完全一样
    Call {
        /// 村册
        file: PathBuf,
        /// 命令名
        name: String,
        /// JSON 请求；写 - 则从标准输入读
        #[arg(default_value = "{}")]
        payload: String,
    },
    /// 列出能打印的纸面
    Documents,
    /// 打印一份纸面
    Print {
        /// 村册
        file: PathBuf,
        /// 纸面名
        document: String,
        /// 只打印这些记录
        #[arg(long = "id")]
        ids: Vec<String>,
        /// 只打印这个小组的户、这个岗位的卡；可以写几次，不写就是全部
        #[arg(long = "group")]
        groups: Vec<String>,
        /// 公开版，遮住姓名和电话
        #[arg(long)]
        public: bool,
        /// 空白表，留给人手写
        #[arg(long)]
        blank: bool,
        /// 结果文件
        #[arg(short, long)]
        output: PathBuf,
    },
    /// 电子表格：模板、导出、导入
    Sheet(Sheet),
    /// 导出本单位名片
    Card {
        /// 村册
        file: PathBuf,
        /// 名片文件
        #[arg(short, long)]
        output: PathBuf,
    },
    /// 信任一张名片；指纹应先在电话里核对
    Trust {
        /// 村册
        file: PathBuf,
        /// 名片文件
        card: PathBuf,
        /// 电话里听到的 30 位指纹
        #[arg(long)]
        fingerprint: Option<String>,
    },
    /// 第二台电脑加入本单位：--invite 出邀请，--invitation 凭邀请建新册
    Join {
        /// 已有的村册（出邀请），或要新建的村册（凭邀请加入）
        file: PathBuf,
        /// 把邀请写到这个文件，并给出口令
        #[arg(long, conflicts_with = "invitation")]
        invite: Option<PathBuf>,
        /// 凭这份邀请加入；口令从 YIZHAN_PASSPHRASE 读取
        #[arg(long, required_unless_present = "invite")]
        invitation: Option<PathBuf>,
        /// 新册特意不设密码
        #[arg(long)]
        no_password: bool,
    },
    /// 做驿包
    Export {
        /// 村册
        file: PathBuf,
        /// 收件单位代码
        #[arg(long)]
        to: Option<String>,
        /// 内容范围
        #[arg(long, default_value = "full", value_parser = ["statistics", "duty", "full"])]
        profile: String,
        /// 驿包文件，或U盘上的文件夹
        #[arg(short, long)]
        output: PathBuf,
    },
    /// 验驿包；给出村册则里外都验
    Verify {
        /// 驿包
        package: PathBuf,
        /// 村册
        file: Option<PathBuf>,
    },
    /// 读驿包
    Import {
        /// 村册
        file: PathBuf,
        /// 驿包
        package: PathBuf,
        /// 只看会怎样，不改动
        #[arg(long)]
        plan: bool,
        /// 驿包要删去很多记录时，写明同意删去几条
        #[arg(long)]
        confirm_removals: Option<u64>,
    },
    /// 看与各单位往来的情况
    Status {
        /// 村册
        file: PathBuf,
    },
    /// 备份到文件夹
    Backup {
        /// 村册
        file: PathBuf,
        /// 文件夹
        dir: PathBuf,
    },
    /// 从备份恢复成一本新册
    Restore {
        /// 备份
        backup: PathBuf,
        /// 新册
        file: PathBuf,
        /// 同名的册子坏了：改名放在一边（不会删），里面还读得出的一并收回来
        #[arg(long)]
        set_aside: bool,
        /// 密码文件或 YIZHAN_PASSWORD 里写的是纸上的恢复码，不是密码
        #[arg(long)]
        recovery_code: bool,
    },
    /// 核对一张纸：是不是本单位印的，是不是最新的
    VerifyPaper {
        /// 村册
        file: PathBuf,
        /// 二维码旁边的核对码，60 个字母和数字
        text: String,
    },
    /// 检查村册
    Check {
        /// 村册
        file: PathBuf,
        /// 把全部记录重算一遍再对照
        #[arg(long)]
        rebuild: bool,
    },
    /// 在本机浏览器里使用，界面与窗口相同
    Serve {
        /// 村册
        file: Option<PathBuf>,
        /// 端口，0 为任意空闲端口
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

/// What to do with a spreadsheet.
#[derive(Args)]
pub(crate) struct Sheet {
    /// 做什么
    #[arg(value_parser = ["template", "export", "import", "rejected"])]
    pub(crate) what: String,
    /// 村册
    pub(crate) file: PathBuf,
    /// 台账名
    pub(crate) ledger: String,
    /// 表格文件
    pub(crate) path: PathBuf,
    /// 只看会怎样，不改动
    #[arg(long)]
    pub(crate) plan: bool,
    /// 这一列是什么，例如 B=mobile；B= 表示不用这一列
    #[arg(long = "column", value_parser = column)]
    pub(crate) columns: Vec<(String, String)>,
    /// 为什么连身份证号等机密内容一起导出，会记入查看记录
    #[arg(long)]
    pub(crate) reason: Option<String>,
    /// 出错的行另存为
    #[arg(short, long, required_if_eq("what", "rejected"))]
    pub(crate) output: Option<PathBuf>,
}

fn column(text: &str) -> Result<(String, String), String> {
    let (letters, field) = text
        .split_once('=')
        .ok_or("写成“列=栏目”，例如 B=mobile".to_owned())?;
    Ok((letters.to_owned(), field.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    /// Every argument of a command and of its subcommands.
    fn arguments(command: &clap::Command) -> Vec<clap::Arg> {
        let below = command.get_subcommands().flat_map(arguments);
        command.get_arguments().cloned().chain(below).collect()
    }

    #[test]
    fn no_secret_is_ever_an_argument_that_other_programs_could_read() {
        let all = arguments(&Arguments::command());
        let names = all.iter().map(|argument| argument.get_id().as_str());
        let secret = ["password", "passphrase", "recovery", "pin", "secret"];
        let about: Vec<&str> = names
            .filter(|name| secret.iter().any(|word| name.contains(word)))
            .collect();
        // A file, and two that only say how to take what lies in it.
        let harmless =
            |name: &&str| ["password_file", "no_password", "recovery_code"].contains(name);
        assert!(about.iter().all(harmless), "{about:?}");
        assert!(!about.is_empty(), "the look finds the arguments");
        let told = all.iter().find(|it| it.get_id() == "recovery_code");
        let takes_text = told.is_some_and(|it| it.get_action().takes_values());
        assert!(!takes_text, "the code itself stands in no argument");
    }
}
