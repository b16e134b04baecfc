//! What is told of a defect of the program: where in it, never what it was about.
//!
//! The words of a panic may quote a value, so they reach no terminal, no log and no crash output.

use std::panic;

/// Tells of defects from now on by their place alone.
pub(crate) fn watch() {
    panic::set_hook(Box::new(|defect| {
        tracing::error!(
            at = defect.location().map(tracing::field::display),
            "defect"
        );
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    /// A log that a test reads.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_defect_is_told_by_its_place_and_not_by_what_it_was_about() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .finish();
        let former = panic::take_hook();
        watch();
        let caught = tracing::subscriber::with_default(subscriber, || {
            panic::catch_unwind(|| panic!("安小满 142 0000 0001"))
        });
        panic::set_hook(former);
        assert!(caught.is_err());
        let told = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(told.contains("defect.rs"), "the place is missing: {told}");
        assert!(!told.contains("142") && !told.contains("安小满"), "{told}");
    }
}
