//! Why a file was not taken for a warning.

/// A file that is no warning this program reads. `Display` carries nothing of its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapError {
    /// More bytes, elements or text than any warning has.
    #[error("larger than a warning can be")]
    TooLarge,
    /// Text in no encoding that Chinese offices use.
    #[error("neither UTF-8, UTF-16 nor GB18030")]
    Encoding,
    /// Cut off, or no XML at all.
    #[error("not well-formed XML")]
    NotXml,
    /// A document type, entities of its own, or elements nested without end.
    #[error("declares what no warning needs")]
    Hostile,
    /// XML, but not a warning; or an acknowledgement instead of one.
    #[error("not a warning")]
    NotAWarning,
    /// A warning without what every one has.
    #[error("no usable {element}")]
    Missing {
        /// Name of the element in CAP 1.2.
        element: &'static str,
    },
}
