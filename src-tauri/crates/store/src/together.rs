//! Several writes that are to be there all or not at all: a merge, and what is noted of it.

use crate::Store;
use crate::error::StoreError;

const BEGIN: &str = "SAVEPOINT together";
const KEEP: &str = "RELEASE together";
const FORGET: &str = "ROLLBACK TO together; RELEASE together";

/// Runs `work` on whatever holds a file: all it wrote lasts, with one sync at the end, or, where
/// it fails or is cut off, none of it. Acts have a transaction of their own and do not belong
/// here.
pub fn together<H, T, E: From<StoreError>>(
    holder: &mut H,
    store: impl Fn(&mut H) -> &mut Store,
    work: impl FnOnce(&mut H) -> Result<T, E>,
) -> Result<T, E> {
    store(holder).run(BEGIN)?;
    match work(holder) {
        Ok(done) => {
            let kept = store(holder).run(KEEP);
            if kept.is_err() {
                // The disk would not take it; what the connection still holds of it must go.
                let _ = store(holder).run(FORGET);
            }
            kept?;
            Ok(done)
        }
        Err(error) => {
            // A disk that failed has often undone it all already.
            let _ = store(holder).run(FORGET);
            Err(error)
        }
    }
}

impl Store {
    fn run(&mut self, statements: &str) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch(statements)?)
    }
}
