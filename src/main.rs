//! The `mizan` command: parse, run, exit code.

/// The one of musl takes a third more time.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    mizan::cli::main()
}
