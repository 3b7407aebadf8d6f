//! The walk, a vendor after the other.

mod backclick;
mod erpxt;
mod hypersoft;
mod maklerinfo;
pub(crate) mod page;
mod websale;

use std::io::Write;
use std::time::Duration;

use kontorhaus_sandbox::Sandbox;
use page::Page;

/// What may end the walk early.
pub(crate) type End = Result<(), Box<dyn std::error::Error>>;

pub(crate) async fn walk<W: Write>(page: &mut Page<W>) -> End {
    let sandbox = Sandbox::start().await?;
    page.say("Five vendors on this machine, five clients, no network beyond it. Every call below is a real one.")?;
    websale::walk(sandbox.websale(), page).await?;
    hypersoft::walk(sandbox.hypersoft(), page).await?;
    erpxt::walk(sandbox.erpxt(), page).await?;
    maklerinfo::walk(sandbox.maklerinfo(), page).await?;
    backclick::walk(sandbox.backclick(), page).await?;
    page.say("\nTo see the calls themselves and to provoke faults by hand: cargo run -p kontorhaus-sandbox")?;
    Ok(())
}

/// Lets time pass at once for whoever waits for it.
async fn let_pass(time: Duration) {
    // All that was begun gets as far as it can before it waits.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}
