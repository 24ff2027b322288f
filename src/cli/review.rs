//! `mizan review`: the page on which an alignment is reviewed and corrected.

mod judged;
mod making;
mod merging;
mod recent;
mod shelf;

use super::{
    Outcome,
    console::{Console, Stdout, failed},
    embeddings::ServerArgs,
    help,
    input::{FileArgs, PairArgs},
};
use making::Making;
use mizan::{
    Error, Result,
    review::{merging::Copy, server::Server},
};
use shelf::{Disk, name_of_reviewer};
use std::{
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

/// Review and correct an alignment in the browser
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  mizan review                                 projects that were open lately, a place to drop files
  mizan review report.ar.txt report.en.txt     aligns, makes report.mizan, opens the page
  mizan review book/                           every pair of texts of a folder, as one project
  mizan review report.mizan                    goes on where it was left
  mizan review report.ar.txt report.en.txt --update  a newer version of the texts
  mizan review report.mizan --judged findings.xlsx   what a colleague said about the findings
  mizan review report.mizan --merge hers.mizan  a colleague's copy of the project
  mizan review report.mizan --listen 127.0.0.1:8317 --invite Sami=edit  shared on a network
  mizan review memory.tmx --no-open            prints the address only

Everything is kept in the project file (NAME.mizan) and every edit is on the disk before the page says so. The \
server listens on 127.0.0.1 only, unless --listen shares the project; the address holds a token that nobody else has. \
Ctrl-C ends it.")]
pub(super) struct Args {
    /// A project, a file of pairs of any kind that `mizan check` reads, two texts or a folder of pairs of texts, which are
    /// aligned first; the page asks for them when none is named
    #[arg(num_args = 0..=2, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The project file to create or continue, instead of NAME.mizan beside the input
    #[arg(long, value_name = "FILE")]
    project: Option<PathBuf>,
    /// Bring a newer version of the texts into the project: what is unchanged keeps its rows, confirmations, notes and
    /// accepted findings; the project as it was stays beside it
    #[arg(long)]
    update: bool,
    /// Read back a workbook of findings (check --format xlsx, export --findings FILE.xlsx) in which somebody has judged
    /// them: what is not an error is accepted, remarks become notes, and one undo reverts it
    #[arg(long, value_name = "FILE.xlsx")]
    judged: Option<PathBuf>,
    /// Merge a colleague's copy of the project (NAME.mizan), or a file of pairs that was exported from it and corrected
    /// elsewhere, row by row; where both changed the same rows, the page asks which to take, and one undo reverts it
    #[arg(long, value_name = "FILE")]
    merge: Option<PathBuf>,
    /// With --merge: the side to take where both changed the same rows, without asking
    #[arg(long, value_name = "SIDE", requires = "merge")]
    prefer: Option<merging::Prefer>,
    /// The reviewer's name for the journal, instead of the name of the user
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Look words up in this file of pairs too (concordance); repeatable
    #[arg(long, value_name = "FILE")]
    memory: Vec<PathBuf>,
    /// How words are to be rendered: a table of Arabic, English and `forbidden`, or TBX; repeatable
    #[arg(long, value_name = "FILE")]
    terms: Vec<PathBuf>,
    /// Share the project on this address of the local network, such as 0.0.0.0:8080, with the people who are invited; without
    /// this, only this computer can reach it
    #[arg(long, value_name = "ADDR:PORT", help_heading = help::SHARING)]
    listen: Option<SocketAddr>,
    /// With --listen: a name under which people reach this computer, or https://NAME for a server with TLS in front of it;
    /// the links begin with the first one; repeatable
    #[arg(long, value_name = "NAME", requires = "listen", help_heading = help::SHARING)]
    host: Vec<String>,
    /// With --listen: encrypt the connections with this certificate, a PEM file that may hold those that vouch for it too; the
    /// program must have been built with TLS (cargo build --release --features tls)
    #[arg(long, value_name = "FILE", requires = "listen", requires = "tls_key", help_heading = help::SHARING)]
    tls_cert: Option<PathBuf>,
    /// The private key of the certificate, a PEM file without a password
    #[arg(long, value_name = "FILE", requires = "tls_cert", help_heading = help::SHARING)]
    tls_key: Option<PathBuf>,
    /// With --listen: invite a person as NAME=read, NAME=comment or NAME=edit and print the link; repeatable (the page
    /// invites too)
    #[arg(long, value_name = "NAME=ROLE", requires = "listen", help_heading = help::SHARING)]
    invite: Vec<String>,
    /// Listen on this port instead of any free one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Print the address and do not open the browser
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    reading: FileArgs,
    #[command(flatten)]
    pair: PairArgs,
    #[command(flatten)]
    embeddings: ServerArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let making = Making {
        reading: args.reading.clone(),
        pair: args.pair.clone(),
        embeddings: args.embeddings.clone(),
        console: console.clone(),
        watch: Arc::default(),
    };
    let path = project_file(args)?;
    make_project(args, &making, path.as_deref())?;
    let waiting = bring_in(args, &making, path.as_deref(), console)?;
    let mut disk = Disk::new(making)?.with(&args.memory, &args.terms)?;
    disk.sign(args.reviewer.clone());
    let mut server = Server::bind_shelf(Box::new(disk), path.as_deref(), args.port)?;
    if let Some(copy) = waiting {
        server.offer(copy);
    }
    let links = share(&mut server, args)?;
    announce(&server, args, path.as_deref(), links, console)?;
    if !args.no_open && !open_browser(server.address()) {
        console.say("no browser could be opened; open the address yourself");
    }
    server.run_until_interrupted()?;
    match &path {
        Some(path) => console.say(format_args!("everything is kept in {}", path.display())),
        None => console.say("everything is kept in the project files"),
    }
    Ok(Outcome::Done)
}

/// Makes the project of two texts, or brings it up to a newer version of them; a named project is only opened.
fn make_project(args: &Args, making: &Making, path: Option<&Path>) -> Result<()> {
    let Some(path) = path.filter(|_| args.files.first().is_some_and(|first| !is_project(first))) else {
        return if args.update {
            Err(Error::new("--update takes a newer version of the texts, and none is named")
                .advise("name the texts that the project was made of, as they are now"))
        } else {
            Ok(())
        };
    };
    if args.update && path.exists() {
        making.update(&args.files, path)
    } else {
        making.prepare(&args.files, path)
    }
}

/// Adds to the project what people did outside it: a judged workbook, and a copy, which is returned if it waits to be
/// merged on the page.
fn bring_in(args: &Args, making: &Making, path: Option<&Path>, console: &Console) -> Result<Option<Copy>> {
    if let Some(workbook) = &args.judged {
        let project = path.ok_or_else(|| {
            Error::new("--judged belongs to a project")
                .advise("name the project, or the texts that it was made of")
        })?;
        judged::read_back(workbook, project, args.reviewer.clone(), console)?;
    }
    let Some(copy) = &args.merge else { return Ok(None) };
    let project = path.ok_or_else(|| {
        Error::new("--merge belongs to a project").advise("name the project into which it is merged")
    })?;
    let reviewer = name_of_reviewer(args.reviewer.clone());
    merging::bring(making, (copy, args.prefer), project, &reviewer, console)
}

/// Says how the project is open, and prints the addresses of the page.
fn announce(
    server: &Server,
    args: &Args,
    path: Option<&Path>,
    links: Vec<String>,
    console: &Console,
) -> Result<()> {
    if server.is_read_only() {
        console.say("the project cannot be written where it lies: it is open for reading only");
    }
    if args.listen.is_some() {
        console.say("shared with the people who are invited; whoever has a link has its role");
    }
    match path {
        Some(path) => console.say(format_args!("{} is open for review; Ctrl-C ends it", path.display())),
        None => console.say("the page waits for files; Ctrl-C ends it"),
    }
    // The addresses are data that scripts read from standard output.
    let mut out = Stdout::new();
    for address in std::iter::once(server.address().to_owned()).chain(links) {
        writeln!(out, "{address}").map_err(|error| failed(&error))?;
    }
    out.finish()
}

/// Shares the project, and returns the links of the people who are invited.
fn share(server: &mut Server, args: &Args) -> Result<Vec<String>> {
    let Some(address) = args.listen else { return Ok(Vec::new()) };
    server.share(address, &args.host)?;
    if let (Some(certificate), Some(key)) = (&args.tls_cert, &args.tls_key) {
        server.encrypt(certificate, key)?;
    }
    let invite = |one: &String| {
        let wrong = || {
            Error::new(format!("{one} is no invitation")).advise("write NAME=edit, NAME=comment or NAME=read")
        };
        let (name, role) = one.rsplit_once('=').ok_or_else(wrong)?;
        let link = server.invite(name, role.parse()?)?;
        Ok(format!("{link}\t{}\t{role}", name.trim()))
    };
    args.invite.iter().map(invite).collect()
}

fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mizan"))
}

/// The project that is to be opened or created first, if any.
fn project_file(args: &Args) -> Result<Option<PathBuf>> {
    let first = args.files.first();
    if args.files.len() > 1 && args.files.iter().any(|file| is_project(file)) {
        return Err(Error::new("a project is reviewed by itself").advise("name only the .mizan file"));
    }
    if first.is_some_and(|first| is_project(first)) {
        return Ok(first.cloned());
    }
    Ok(args.project.clone().or_else(|| first.map(|first| beside(first))))
}

/// `report.mizan` for `report.ar.txt`, `report-ar.txt` and `report.txt`.
fn beside(input: &Path) -> PathBuf {
    if input.is_dir() {
        let whole = std::path::absolute(input).unwrap_or_else(|_| input.to_owned());
        return whole.with_file_name(format!("{}.mizan", making::name_of_folder(input)));
    }
    let stem = input.file_stem().map_or_else(|| "review".into(), |stem| stem.to_string_lossy());
    let bare = [".ar", ".en", "-ar", "-en", "_ar", "_en"].iter().find_map(|end| stem.strip_suffix(end));
    let name = bare.filter(|bare| !bare.is_empty()).unwrap_or(&stem);
    input.with_file_name(format!("{name}.mizan"))
}

/// True if a browser can be shown to the person who started the program.
pub(super) fn is_desktop() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Asks the desktop to open the address; false if that fails.
fn open_browser(address: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        Command::new("xdg-open")
    };
    if !is_desktop() {
        return false;
    }
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(mut child) => {
            // Waits for the child when it ends, so that it does not remain as a zombie.
            std::thread::spawn(move || child.wait());
            true
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_called_after_the_text_without_its_language() {
        for (input, project) in [
            ("a/report.ar.txt", "a/report.mizan"),
            ("report-en.txt", "report.mizan"),
            ("pairs.tsv", "pairs.mizan"),
            ("كتاب.ar", "كتاب.mizan"),
            (".ar.txt", ".ar.mizan"),
        ] {
            assert_eq!(beside(Path::new(input)), Path::new(project));
        }
    }
}
