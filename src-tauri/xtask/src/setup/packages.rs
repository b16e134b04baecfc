//! System packages: found by what they provide, installed with apt-get.

use std::process::Command;

use anyhow::{Result, bail};

use super::Purpose;
use crate::process;

/// How to tell, on any distribution, that a package is there.
#[derive(Clone, Copy)]
enum Sign {
    /// One of these programs is on the search path.
    Program(&'static [&'static str]),
    /// pkg-config knows this library.
    Library(&'static str),
    /// This command line succeeds.
    Succeeds(&'static [&'static str]),
    /// A font with Chinese characters is installed.
    ChineseFont,
}

/// A package of Debian and its family, and the sign that it is there.
struct Package {
    name: &'static str,
    sign: Sign,
    purpose: Purpose,
}

const PACKAGES: &[Package] = &[
    needed("build-essential", Sign::Program(&["make"])),
    needed("pkg-config", Sign::Program(&["pkg-config"])),
    // OpenSSL, built into the ledger's encryption, configures itself with Perl's full library.
    needed(
        "perl",
        Sign::Succeeds(&["perl", "-MFindBin", "-MFile::Compare", "-e", "1"]),
    ),
    needed("libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1")),
    needed("fonts-noto-cjk", Sign::ChineseFont),
    tested("webkit2gtk-driver", Sign::Program(&["WebKitWebDriver"])),
    tested("xvfb", Sign::Program(&["xvfb-run"])),
    tested("xauth", Sign::Program(&["xauth"])),
    tested("chromium", Sign::Program(&["chromium"])),
    tested("poppler-utils", Sign::Program(&["pdftotext"])),
    tested("qpdf", Sign::Program(&["qpdf"])),
    tested("zbar-tools", Sign::Program(&["zbarimg"])),
];

const fn needed(name: &'static str, sign: Sign) -> Package {
    Package {
        name,
        sign,
        purpose: Purpose::Run,
    }
}

const fn tested(name: &'static str, sign: Sign) -> Package {
    Package {
        name,
        sign,
        purpose: Purpose::Test,
    }
}

/// Installs the packages whose signs are absent.
pub fn install(purpose: Purpose) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing = missing(purpose, is_present);
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let Some(apt) = Apt::find() else {
        bail!(
            "These system packages are missing and cannot be installed from here: {names}\n\
             (names as in Debian; other distributions have them under similar names).\n\
             Please install them, for example with `sudo apt-get install {names}`, and start again."
        );
    };
    println!("Installing system packages: {names}");
    apt.run(&["update"])?;
    apt.run(
        &[
            &["install", "--yes", "--no-install-recommends"],
            missing.as_slice(),
        ]
        .concat(),
    )
}

fn missing(purpose: Purpose, is_present: impl Fn(Sign) -> bool) -> Vec<&'static str> {
    PACKAGES
        .iter()
        .filter(|package| purpose == Purpose::Test || package.purpose == Purpose::Run)
        .filter(|package| !is_present(package.sign))
        .map(|package| package.name)
        .collect()
}

fn is_present(sign: Sign) -> bool {
    match sign {
        Sign::Program(names) => process::found(names).is_some(),
        Sign::Library(name) => {
            process::succeeds(Command::new("pkg-config").args(["--exists", name]))
        }
        Sign::Succeeds(words) => words.split_first().is_some_and(|(program, arguments)| {
            process::succeeds(Command::new(program).args(arguments))
        }),
        Sign::ChineseFont => process::output(Command::new("fc-list").arg(":lang=zh-cn"))
            .is_ok_and(|fonts| !fonts.trim().is_empty()),
    }
}

/// apt-get, with the right to install.
struct Apt {
    prefix: &'static [&'static str],
}

impl Apt {
    fn find() -> Option<Self> {
        process::found(&["apt-get"])?;
        let user = process::output(Command::new("id").arg("-u")).ok()?;
        if user.trim() == "0" {
            return Some(Self { prefix: &["env"] });
        }
        process::succeeds(Command::new("sudo").args(["-n", "true"])).then_some(Self {
            prefix: &["sudo", "-n", "env"],
        })
    }

    fn run(&self, arguments: &[&str]) -> Result<()> {
        let words = [
            self.prefix,
            &["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"],
            arguments,
        ];
        let words = words.concat();
        let Some((program, arguments)) = words.split_first() else {
            return Ok(());
        };
        process::run(Command::new(program).args(arguments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ready_machine_has_nothing_to_install() {
        assert_eq!(missing(Purpose::Test, |_| true), Vec::<&str>::new());
    }

    #[test]
    fn running_needs_no_test_tools() {
        let bare = missing(Purpose::Run, |_| false);
        assert!(
            bare.contains(&"libwebkit2gtk-4.1-dev"),
            "the window could not be built: {bare:?}"
        );
        assert!(
            !bare.contains(&"chromium"),
            "a user would get a browser for nothing: {bare:?}"
        );
        assert!(missing(Purpose::Test, |_| false).contains(&"chromium"));
    }

    #[test]
    fn signs_tell_what_is_there_from_what_is_not() {
        assert!(is_present(Sign::Program(&["sh"])));
        assert!(!is_present(Sign::Program(&["no-such-program-of-ours"])));
        assert!(is_present(Sign::Succeeds(&["sh", "-c", "exit 0"])));
        assert!(!is_present(Sign::Succeeds(&["sh", "-c", "exit 1"])));
        assert!(!is_present(Sign::Library("no-such-library-of-ours")));
    }
}
