//! The `mizan` command: parses, runs, sets the exit code.

/// With the allocator of musl the program takes a third more time.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    mizan::cli::main()
}
