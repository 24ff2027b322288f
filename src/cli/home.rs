//! The user's folders, according to the XDG Base Directory Specification, macOS and Windows.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folder of settings: `~/.config/mizan`, or the equivalent of the system.
pub(super) fn settings() -> Option<PathBuf> {
    folder("XDG_CONFIG_HOME", "APPDATA", ".config")
}

/// The folder for data kept between runs: `~/.local/state/mizan`.
pub(super) fn state() -> Option<PathBuf> {
    folder("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state")
}

/// The folder for data that can be made again: `~/.cache/mizan`.
pub(super) fn cache() -> Option<PathBuf> {
    if cfg!(target_os = "macos") && env::var_os("XDG_CACHE_HOME").is_none() {
        let home = env::var_os("HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        return home.map(|home| home.join("Library/Caches/mizan"));
    }
    folder("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache")
}

fn folder(xdg: &str, windows: &str, unix: &str) -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let at_home = |path: &str| named("HOME").map(|home| home.join(Path::new(path)));
    let folder = named(xdg).or_else(|| {
        if cfg!(windows) {
            named(windows)
        } else if cfg!(target_os = "macos") {
            at_home("Library/Application Support")
        } else {
            at_home(unix)
        }
    });
    folder.map(|folder| folder.join("mizan"))
}
