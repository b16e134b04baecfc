//! Shapes of the handoff between offices.

use super::file::OfficeKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request about a file on disk.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AtPath {
    /// The file.
    pub path: String,
}

/// What is known of an office whose card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// This office itself.
    Own,
    /// Not trusted yet.
    New,
    /// Trusted.
    Known,
    /// Trusted, and its keys changed since: the root key that is known vouches for the new ones.
    Renewed,
    /// Trusted, and this is its card of before its keys changed.
    Former,
    /// Trusted once, but the keys are different now and nothing vouches for them.
    Changed,
}

/// An office's card (名片).
#[derive(Debug, Serialize, TS)]
pub struct CardView {
    /// Area code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Village or township.
    pub kind: OfficeKind,
    /// Thirty digits in groups of five, to be read out over the phone.
    pub fingerprint: String,
    /// Whether it is trusted.
    pub trust: Trust,
    /// How it contradicts the trusted card of the office, in words; empty if it does not.
    pub rival: String,
    /// The card itself, as text.
    pub card: String,
}

/// Trusts a card.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrustCard {
    /// The card file.
    pub path: String,
    /// The fingerprint as it was read out, to be compared.
    pub fingerprint: String,
}

/// How the handoff stands.
#[derive(Debug, Serialize, TS)]
pub struct HandoffState {
    /// The offices that are trusted.
    pub offices: Vec<OfficeLine>,
    /// What went out and came in, newest first.
    pub log: Vec<HandoffLog>,
}

/// One trusted office.
#[derive(Debug, Serialize, TS)]
pub struct OfficeLine {
    /// Area code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Village or township.
    pub kind: OfficeKind,
    /// Fingerprint of its card.
    pub fingerprint: String,
    /// When a package was last written for it, in words.
    pub sent: String,
    /// When one of its packages was last taken in, in words.
    pub received: String,
    /// Own entries it has acknowledged.
    pub acknowledged: u64,
    /// Own entries it has not acknowledged.
    pub pending: u64,
    /// Of those, entries that no package carried yet.
    pub unsent: u64,
    /// Entries of its area that are known to be missing here.
    pub missing: u64,
    /// How often its keys were changed.
    pub key_serial: u64,
    /// When they were changed last, in words; empty if never.
    pub keys_changed: String,
    /// Entries of its area in quarantine.
    pub quarantined: u64,
}

/// One line of the handoff log.
#[derive(Debug, Serialize, TS)]
pub struct HandoffLog {
    /// When, in local words.
    pub at: String,
    /// 送出 or 收到.
    pub direction: String,
    /// The other office.
    pub office: String,
    /// What was in it, in words.
    pub content: String,
}

/// Writes a package.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportPackage {
    /// Area code of the receiving office; the only trusted one if none.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// `statistics`, `duty` or `full`; `full` if none.
    #[serde(default)]
    #[ts(optional)]
    pub profile: Option<String>,
    /// A folder (the stick), or a file name ending in `.yzb`.
    pub path: String,
}

/// A package that was written.
#[derive(Debug, Serialize, TS)]
pub struct ExportedPackage {
    /// Where it lies.
    pub path: String,
    /// Whether its first name was taken: the earlier file is as it was.
    pub beside_earlier: bool,
    /// Its size.
    pub bytes: u64,
    /// Entries in it.
    pub entries: u64,
    /// Photos in it.
    pub photos: u64,
    /// Photos that no longer fitted and go with the next package.
    pub photos_left: u64,
    /// Name of the receiving office.
    pub to: String,
    /// Profile.
    pub profile: String,
}

/// What a verification found.
#[derive(Debug, Serialize, TS)]
pub struct VerifiedPackage {
    /// Always true: a bad package is a problem, not an answer.
    pub ok: bool,
    /// `outer` without the key, `full` with the file at hand.
    pub scope: String,
    /// Code of the sending office.
    pub from: String,
    /// Code of the receiving office.
    pub to: String,
    /// Profile, where the inside could be read.
    pub profile: Option<String>,
    /// Entries, where the inside could be read.
    pub entries: Option<u64>,
}

/// Merges a package.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportPackage {
    /// The package.
    pub path: String,
    /// Whether only to tell what would happen.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub plan: bool,
    /// How many records somebody agreed to lose, where the plan names ledgers that lose many.
    #[serde(default)]
    #[ts(optional)]
    pub confirm_removals: Option<u64>,
}

/// What a merge did, or would do.
#[derive(Debug, Serialize, TS)]
pub struct MergeOutcome {
    /// Name of the sending office.
    pub from: String,
    /// Code of the sending office.
    pub from_code: String,
    /// Profile of the package.
    pub profile: String,
    /// When the newest of what it holds was written, by the clock there; empty if it holds nothing.
    pub written: String,
    /// Records that are new here.
    pub added: u64,
    /// Records that changed.
    pub changed: u64,
    /// Records that were removed.
    pub removed: u64,
    /// Entries that were here already.
    pub unchanged: u64,
    /// Rival values that wait for a person.
    pub conflicts: u64,
    /// Broken rules that wait for a person.
    pub questions: u64,
    /// Ranges of entries that are missing and will be asked for.
    pub gaps: Vec<String>,
    /// Entries that wait for these.
    pub held: u64,
    /// Records of which something written did not come along.
    pub withheld: u64,
    /// Ledgers that lose so many records that somebody has to agree to it.
    pub mass_removals: Vec<MassRemoval>,
    /// Streams of which two histories exist.
    pub forks: Vec<String>,
    /// What was not taken, with the reason.
    pub refused: Vec<String>,
    /// Offices that changed their keys, vouched for by their root key, in words.
    pub key_changes: Vec<String>,
    /// Offices of which a card came along that contradicts the trusted one, in words.
    pub rival_cards: Vec<String>,
    /// Entries put into quarantine: written by a laptop after it was lost.
    pub quarantined: u64,
    /// Entries let out of quarantine, because their office admitted them.
    pub released: u64,
    /// Entries taken in.
    pub entries: u64,
    /// Photos taken in.
    pub photos: u64,
    /// Records added, changed and removed, by ledger.
    pub ledgers: Vec<LedgerCounts>,
    /// Own entries that the sender acknowledges with this package.
    pub acknowledged: u64,
}

/// Merges many packages.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportPackages {
    /// Packages, or folders (a stick) of which every package for this office is meant.
    pub paths: Vec<String>,
    /// Whether only to tell what would happen.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub plan: bool,
}

/// What a merge of many packages did, or would do.
#[derive(Debug, Serialize, TS)]
pub struct PackagesOutcome {
    /// Each package, in the order in which they are taken in.
    pub packages: Vec<PackageLine>,
    /// Files in the folders that are packages for somebody else.
    pub passed_by: u64,
    /// Whether somebody stopped it: the packages taken in until then stay.
    pub stopped: bool,
}

/// What becomes of a package among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PackageState {
    /// Taken in, or it will be.
    Taken,
    /// All of it was here already.
    Known,
    /// Not taken in; the reason is told.
    Refused,
    /// Not looked at any more, because the work was stopped.
    Left,
}

/// One of many packages.
#[derive(Debug, Serialize, TS)]
pub struct PackageLine {
    /// Where it lies.
    pub path: String,
    /// What becomes of it.
    pub state: PackageState,
    /// Why it is not taken in, in a sentence.
    pub refused: String,
    /// What it brings, unless it is refused.
    pub outcome: Option<MergeOutcome>,
}

/// Writes packages for several offices into one folder: the receipts of all that came in.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportPackages {
    /// Area codes of the receiving offices.
    pub to: Vec<String>,
    /// `statistics`, `duty` or `full`; `full` if none.
    #[serde(default)]
    #[ts(optional)]
    pub profile: Option<String>,
    /// A folder (the stick).
    pub path: String,
}

/// Packages that were written.
#[derive(Debug, Serialize, TS)]
pub struct ExportedPackages {
    /// Those that lie there now.
    pub written: Vec<ExportedPackage>,
    /// Those that could not be written: the office, and why.
    pub refused: Vec<UnwrittenPackage>,
    /// Whether somebody stopped it: what was written until then stays.
    pub stopped: bool,
}

/// A package that could not be written.
#[derive(Debug, Serialize, TS)]
pub struct UnwrittenPackage {
    /// Name of the receiving office.
    pub to: String,
    /// Why, in a sentence.
    pub why: String,
}

/// What a merge does to one ledger.
#[derive(Debug, Serialize, TS)]
pub struct LedgerCounts {
    /// Ledger name.
    pub ledger: String,
    /// Chinese name.
    pub label: String,
    /// New records.
    pub added: u64,
    /// Changed records.
    pub changed: u64,
    /// Removed records.
    pub removed: u64,
}

/// A ledger that loses many records at once.
#[derive(Debug, Serialize, TS)]
pub struct MassRemoval {
    /// Ledger name.
    pub ledger: String,
    /// Chinese name.
    pub label: String,
    /// Whose books.
    pub area: String,
    /// Records that go.
    pub removed: u64,
    /// Records that were there before.
    pub of: u64,
}

/// An invitation for a second laptop.
#[derive(Serialize, TS)]
pub struct Invitation {
    /// Where the sealed invitation lies.
    pub path: String,
    /// The words that open it, to be told, never written on the stick.
    pub passphrase: String,
}

/// Makes a file that joins an office.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct JoinOffice {
    /// Where the new file goes.
    pub path: String,
    /// The invitation.
    pub invitation: String,
    /// The words that open it.
    pub passphrase: String,
    /// Password of the new file.
    pub password: Option<String>,
}
