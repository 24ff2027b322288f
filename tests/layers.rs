//! The structure of the source: imports between modules run one way, as in ARCHITECTURE.md, and no
//! files import each other in a circle.
//!
//! The `mod.rs` of a folder re-exports what is inside, so its own imports of it do not make a
//! circle; an import through a re-export counts as an import of the file that defines the item.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by its names from the root: `["check", "names", "judge"]`.
type Module = Vec<String>;

/// The modules of the library.
struct House {
    /// The imports of every module outside its tests, as paths from the root.
    imports: BTreeMap<Module, Vec<Module>>,
    /// The re-exports of `mod.rs` files: the path of the re-export, and the path that it refers to.
    handed: BTreeMap<Module, Module>,
}

impl House {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut house = House { imports: BTreeMap::new(), handed: BTreeMap::new() };
        for file in rust_files(&root) {
            let inner = file.strip_prefix(&root).expect("below src").with_extension("");
            let mut module: Module = inner.iter().map(|name| name.to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|name| name == "mod") {
                module.pop();
            }
            if module == ["lib"] || module == ["main"] {
                continue;
            }
            let source = without_tests(&fs::read_to_string(&file).expect("source"));
            let mut imports = Vec::new();
            for (path, name, public) in uses(&source) {
                let Some(from_root) = absolute(&module, &path) else { continue };
                if public {
                    house.handed.insert([module.clone(), vec![name]].concat(), from_root.clone());
                }
                imports.push(from_root);
            }
            imports.extend(paths(&source).iter().filter_map(|path| absolute(&module, path)));
            house.imports.insert(module, imports);
        }
        house
    }

    /// The module that defines the item at a path.
    fn home(&self, path: &[String]) -> Option<&Module> {
        let mut path = path.to_vec();
        // A re-export may refer to another re-export.
        for _ in 0..8 {
            let handed = (1..=path.len()).find_map(|n| Some((n, self.handed.get(&path[..n])?)));
            match handed {
                Some((n, to)) => path = [to.clone(), path[n..].to_vec()].concat(),
                None => break,
            }
        }
        (1..=path.len()).rev().find_map(|n| self.imports.get_key_value(&path[..n])).map(|(module, _)| module)
    }

    /// The modules from which a module imports.
    fn takes(&self, module: &Module) -> BTreeSet<&Module> {
        let homes = self.imports[module].iter().filter_map(|path| self.home(path));
        homes.filter(|home| *home != module).collect()
    }
}

#[test]
fn imports_run_one_way_between_the_rooms() {
    let architecture =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).expect("there");
    let drawn = architecture.lines().find(|line| line.contains(" <- ")).expect("a line of layers");
    let mut floors = BTreeMap::new();
    for (floor, names) in drawn.split(" <- ").enumerate() {
        floors.extend(names.split(", ").map(|name| (name.trim().to_owned(), floor)));
    }
    let house = House::read();
    let mut wrong = BTreeSet::new();
    for module in house.imports.keys() {
        let own = floors.get(&module[0]).unwrap_or_else(|| panic!("{} is in no layer", module[0]));
        for home in house.takes(module).into_iter().filter(|home| home[0] != module[0]) {
            if floors[&home[0]] >= *own {
                wrong.insert(format!("{} -> {}", module.join("::"), home.join("::")));
            }
        }
    }
    assert!(house.imports.len() > 300, "{} modules", house.imports.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let house = House::read();
    let mut takes: BTreeMap<&Module, BTreeSet<&Module>> =
        house.imports.keys().map(|module| (module, house.takes(module))).collect();
    for (module, taken) in &mut takes {
        taken.retain(|home| !home.starts_with(module));
    }
    // A module that imports none of the remaining ones is in no circle, nor is one that none of
    // them imports; these are removed repeatedly.
    loop {
        let taken: BTreeSet<&Module> = takes.values().flatten().copied().collect();
        let free: BTreeSet<&Module> = takes
            .iter()
            .filter(|(module, from)| from.is_empty() || !taken.contains(*module))
            .map(|(module, _)| *module)
            .collect();
        if free.is_empty() {
            break;
        }
        takes.retain(|module, _| !free.contains(module));
        takes.values_mut().for_each(|taken| taken.retain(|home| !free.contains(home)));
    }
    let arrows: Vec<String> = takes
        .iter()
        .flat_map(|(module, taken)| {
            taken.iter().map(|home| format!("{} -> {}", module.join("::"), home.join("::")))
        })
        .collect();
    assert!(arrows.is_empty(), "{arrows:#?}");
}

#[test]
fn imports_are_read_as_they_are_written() {
    let source = "use super::{a::B, c::{self, D as E}};\npub use f::G;\nfn x() { crate::text::h(); }\n";
    let read: Vec<String> = uses(source)
        .iter()
        .map(|(path, name, public)| format!("{} {name} {public}", path.join("::")))
        .collect();
    assert_eq!(read, ["super::a::B B false", "super::c c false", "super::c::D E false", "f::G G true"]);
    assert_eq!(
        paths("fn x() { crate::text::h(super::i::J); }"),
        [vec!["crate", "text", "h"], vec!["super", "i", "J"]]
    );
}

/// All Rust files below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A source file without its tests and comments.
fn without_tests(source: &str) -> String {
    let end = source.find("\n#[cfg(test)]\nmod ").or_else(|| source.find("\n#[cfg(test)]\npub(super) mod "));
    let code = &source[..end.unwrap_or(source.len())];
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The imports: the path as written, the local name, and whether it is re-exported.
fn uses(source: &str) -> Vec<(Vec<String>, String, bool)> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find("use ") {
        let before = &rest[..at];
        let line = before.rfind('\n').map_or(before, |line| &before[line + 1..]);
        let statement = rest[at + 4..].split(';').next().unwrap_or_default();
        let public = line.trim_start().starts_with("pub");
        if line.trim().is_empty() || public && line.trim_end().ends_with(['b', ')']) {
            tree(statement, &[], &mut |path, name| found.push((path, name, public)));
        }
        rest = &rest[at + 4..];
    }
    found
}

/// Calls `give` for every path of a nested import.
fn tree(text: &str, before: &[String], give: &mut impl FnMut(Vec<String>, String)) {
    let text = text.trim();
    match text.split_once('{') {
        Some((head, inside)) => {
            let head = head.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
            let path = [before.to_vec(), head.collect()].concat();
            let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
            branches(inside).into_iter().for_each(|branch| tree(branch, &path, give));
        }
        None if text.is_empty() => {}
        None => {
            let (path, alias) = text.split_once(" as ").unwrap_or((text, ""));
            let mut path: Vec<String> =
                [before.to_vec(), path.split("::").map(|name| name.trim().to_owned()).collect()].concat();
            if path.last().is_some_and(|name| name == "self") {
                path.pop();
            }
            let name = if alias.is_empty() {
                path.last().cloned().unwrap_or_default()
            } else {
                alias.trim().to_owned()
            };
            give(path, name);
        }
    }
}

/// The parts between the commas outside inner braces.
fn branches(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The paths that begin with `crate` or `super` in the code outside of imports.
fn paths(source: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let source = without_uses(source);
    for begin in ["crate::", "super::"] {
        for (at, _) in source.match_indices(begin) {
            let inside = source[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
            let path = source[at..].split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').next();
            if !inside && let Some(path) = path {
                let names = path.split("::").filter(|name| !name.is_empty());
                found.push(names.map(str::to_owned).collect());
            }
        }
    }
    found
}

/// The code without its imports.
fn without_uses(source: &str) -> String {
    let mut left = String::new();
    let mut inside = false;
    for line in source.lines() {
        let code = line.trim_start();
        let code =
            code.strip_prefix("pub").map_or(code, |code| code.trim_start_matches(|c| c != ' ').trim_start());
        inside |= code.starts_with("use ");
        if !inside {
            left.extend([line, "\n"]);
        }
        inside &= !line.contains(';');
    }
    left
}

/// A path from the root of the library; `None` for one that leads outside.
fn absolute(module: &[String], path: &[String]) -> Option<Module> {
    let mut from: Module = match path.first()?.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        // The command line refers to the library by name.
        "mizan" => return Some(path[1..].to_vec()),
        "super" | "self" => module.to_vec(),
        // A child module, or an external crate.
        _ => return Some([module, path].concat()),
    };
    let mut rest = path;
    while let Some((first, others)) = rest.split_first() {
        match first.as_str() {
            "super" => from.pop().map(|_| ())?,
            "self" => {}
            _ => break,
        }
        rest = others;
    }
    Some([from, rest.to_vec()].concat())
}

/// The names of types that a source gives to users of the library.
fn public_types(source: &str) -> Vec<&str> {
    let named = |line: &'_ str| -> Option<usize> {
        let kinds = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
        kinds.iter().find(|kind| line.starts_with(**kind)).map(|kind| kind.len())
    };
    let lines = source.lines().filter_map(|line| named(line).map(|from| &line[from..]));
    lines.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}

#[test]
fn no_two_public_types_have_one_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut homes: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    // The command line is no part of the library.
    for file in rust_files(&root).into_iter().filter(|file| !file.starts_with(root.join("cli"))) {
        let source = without_tests(&fs::read_to_string(&file).expect("source"));
        for name in public_types(&source) {
            homes.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    assert!(homes.contains_key("Figure") && homes.contains_key("Bead"));
    // Each module may have its own: they are written with the module before them.
    homes.remove("Options");
    homes.retain(|_, files| files.len() > 1);
    assert_eq!(homes, BTreeMap::new());
}
