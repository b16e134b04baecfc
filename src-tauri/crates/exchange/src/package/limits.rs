//! How large things may be. Beyond, a package is refused before it can do harm; `FORMAT.md`
//! states the same numbers and a test holds the two together.

/// Version of the package's layout; a reader refuses any other.
pub const CONTAINER: u8 = 1;
/// Most bytes of a package: 190 MiB.
pub const PACKAGE_MAX: u64 = 190 * 1024 * 1024;
/// Most bytes of the manifest: 1 MiB.
pub const MANIFEST_MAX: u32 = 1024 * 1024;
/// Most bytes of the signature member.
pub const SIGNATURE_MAX: u32 = 64 * 1024;
/// Most bytes of the encryption's own header.
pub const LOCK_MAX: usize = 4 * 1024;
/// Most bytes of the inner header.
pub const HEADER_MAX: u64 = 4 * 1024 * 1024;
/// Most bytes of one frame inside a member; an entry itself may have 256 KiB.
pub const FRAME_MAX: u32 = 512 * 1024;
/// Most bytes of one field.
pub const FIELD_MAX: usize = ledger::value::MAX_FIELD_BYTES;
/// Most times the plain content may be as large as the payload.
pub const EXPANSION_MAX: u64 = 100;
/// Most bytes of a photo, without its salt.
pub const PHOTO_MAX: usize = ledger::kinds::photo::MAX_BYTES;
/// Most photos of a package, and of an area in what its sender holds.
pub const PHOTOS_MAX: usize = 32_768;
/// Most streams of an area.
pub const STREAMS_MAX: usize = 4096;
/// Most head signatures or cards in a package.
pub const PAPERS_MAX: usize = 2 * STREAMS_MAX;
/// Base-2 logarithm of the compression's window: 8 MiB.
pub const WINDOW_LOG: u32 = 23;

/// Which limit was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The whole file, [`PACKAGE_MAX`].
    Package,
    /// The manifest, [`MANIFEST_MAX`].
    Manifest,
    /// The signature member, [`SIGNATURE_MAX`].
    Signature,
    /// The header, [`HEADER_MAX`].
    Header,
    /// An entry, 512 changes and 256 KiB, or a frame around it.
    Entry,
    /// A field, [`FIELD_MAX`].
    Field,
    /// The expansion, [`EXPANSION_MAX`].
    Expansion,
    /// A photo, [`PHOTO_MAX`].
    Photo,
    /// Photos, [`PHOTOS_MAX`].
    Photos,
    /// The streams of an area, [`STREAMS_MAX`].
    Streams,
    /// Head signatures or cards, [`PAPERS_MAX`].
    Papers,
}
