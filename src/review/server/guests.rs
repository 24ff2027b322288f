//! The people who are invited to a shared project, and what each of them may do.
//!
//! An invitation is a link with a token. Whoever opens it gets a cookie that stands for the name and
//! the role of the invitation; only the owner, at the computer itself, can invite.

use super::secrets::{same, secret};
use crate::{
    Error, Result,
    review::{Edit, State},
};
use axum::http::Method;
use serde::{Deserialize, Serialize};

/// Most people on one project.
const MOST: usize = 100;
/// Longest name, in bytes.
const LONGEST: usize = 80;

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Look, search and export.
    Read,
    /// Also write notes, replies and flags.
    Comment,
    /// Also change, confirm and accept.
    Edit,
    /// Everything, including the journal, other projects and invitations.
    Owner,
}

impl std::str::FromStr for Role {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "read" => Ok(Role::Read),
            "comment" => Ok(Role::Comment),
            "edit" => Ok(Role::Edit),
            _ => Err(Error::new(format!("{name} is no role")).advise("the roles are read, comment and edit")),
        }
    }
}

impl Role {
    /// The reason why a request is refused; `None` if it may be made.
    pub(super) fn refuses(self, method: &Method, path: &str) -> Option<&'static str> {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        if self == Role::Owner {
            return None;
        }
        let owners = ["/api/start", "/api/people", "/api/merge", "/api/close", "/api/travel", "/api/stop"];
        if owners
            .iter()
            .any(|one| path == *one || path.strip_prefix(*one).is_some_and(|rest| rest.starts_with('/')))
        {
            return Some("only the owner of the project may do this");
        }
        if reads || path == "/api/here" {
            return None;
        }
        match path {
            "/api/draft" | "/api/edit" | "/api/undo" | "/api/redo" if self == Role::Read => Some(LOOKS),
            "/api/draft" | "/api/edit" | "/api/undo" | "/api/redo" => None,
            "/api/replace" if self == Role::Edit => None,
            _ => Some("your invitation does not allow this"),
        }
    }

    /// The reason why an edit is refused; `None` if it may be made.
    pub(super) fn refuses_edit(self, edit: &Edit, who: &str, state: &State) -> Option<&'static str> {
        match self {
            Role::Owner | Role::Edit => None,
            Role::Read => Some(LOOKS),
            Role::Comment => match edit {
                Edit::Reply { .. } | Edit::Flag { .. } => None,
                Edit::Note { row, .. } => {
                    let there = state.position(*row).map(|at| &state.rows[at].marks);
                    let others = there.is_some_and(|marks| !marks.note.is_empty() && marks.by.noted != who);
                    others.then_some("this note is of somebody else; reply to it instead")
                }
                _ => Some("your invitation allows you to comment, not to change the rows"),
            },
        }
    }
}

const LOOKS: &str = "your invitation allows you to read, not to change anything";

/// A person at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visitor {
    pub(super) name: String,
    pub(super) role: Role,
}

/// A person who was invited, with the secrets of the link and of the cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Guest {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) token: String,
    cookie: String,
}

/// Everybody who is invited to the open project.
#[derive(Debug, Clone, Default)]
pub(super) struct Guests {
    /// The id of the project.
    pub(super) project: String,
    all: Vec<Guest>,
}

impl Guests {
    /// The people of a project, as they were [kept](Self::kept).
    pub(super) fn of(project: &str, kept: Option<&str>) -> Self {
        let all = kept.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        Guests { project: project.to_owned(), all }
    }

    /// The invitations in a form to be kept where only the owner reads.
    pub(super) fn kept(&self) -> String {
        serde_json::to_string(&self.all).unwrap_or_default()
    }

    /// Invites a person; who is invited already gets another role and keeps the link.
    ///
    /// # Errors
    /// When the name is empty, too long or the owner's, or the system provides no random numbers.
    pub(super) fn invite(&mut self, name: &str, role: Role, owner: &str) -> Result<&Guest> {
        let name = name.trim();
        if name.is_empty() || name.len() > LONGEST || name.chars().any(char::is_control) {
            return Err(Error::new("an invitation needs a name of at most 80 bytes on one line"));
        }
        if name == owner || role == Role::Owner {
            return Err(Error::new(format!("{name} is the owner of the project"))
                .advise("invite somebody else, or give yourself another name with --reviewer"));
        }
        if let Some(at) = self.all.iter().position(|guest| guest.name == name) {
            self.all[at].role = role;
            return Ok(&self.all[at]);
        }
        if self.all.len() >= MOST {
            return Err(Error::new(format!("{MOST} people are invited already")));
        }
        let guest = Guest { name: name.to_owned(), role, token: secret()?, cookie: secret()? };
        self.all.push(guest);
        Ok(&self.all[self.all.len() - 1])
    }

    /// Takes an invitation back; the link and the cookie are then worth nothing.
    pub(super) fn dismiss(&mut self, name: &str) {
        self.all.retain(|guest| guest.name != name);
    }

    pub(super) fn all(&self) -> &[Guest] {
        &self.all
    }

    /// The cookie of a link.
    pub(super) fn cookie_for(&self, token: &str) -> Option<&str> {
        self.all.iter().find(|guest| same(token, &guest.token)).map(|guest| guest.cookie.as_str())
    }

    /// The person with a cookie.
    pub(super) fn with_cookie(&self, cookie: &str) -> Option<Visitor> {
        let guest = self.all.iter().find(|guest| same(cookie, &guest.cookie))?;
        Some(Visitor { name: guest.name.clone(), role: guest.role })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing;

    #[test]
    fn a_role_allows_what_it_says() {
        let state = testing::state("ا\nب", "a\nb", &[(1, 1), (1, 1)]);
        let note = Edit::Note { row: 1, text: "x".to_owned() };
        let reply = Edit::Reply { row: 1, text: "x".to_owned() };
        let merge = Edit::Merge { row: 1 };
        let may = |role: Role, edit: &Edit| role.refuses_edit(edit, "Sami", &state).is_none();
        for (role, notes, changes) in [
            (Role::Read, false, false),
            (Role::Comment, true, false),
            (Role::Edit, true, true),
            (Role::Owner, true, true),
        ] {
            assert_eq!(
                (may(role, &note), may(role, &reply), may(role, &merge)),
                (notes, notes, changes),
                "{role:?}"
            );
            let asks = |method: Method, path: &str| role.refuses(&method, path).is_none();
            assert!(asks(Method::GET, "/api/rows") && asks(Method::POST, "/api/here"), "{role:?}");
            assert_eq!(asks(Method::POST, "/api/edit"), role != Role::Read, "{role:?}");
            for path in
                ["/api/travel", "/api/close", "/api/start/file", "/api/merge", "/api/people", "/api/stop"]
            {
                assert_eq!(asks(Method::POST, path), role == Role::Owner, "{role:?} {path}");
            }
            assert_eq!(asks(Method::GET, "/api/people"), role == Role::Owner);
            assert_eq!(asks(Method::POST, "/api/unknown"), role == Role::Owner);
        }
        let mut state = state;
        state.rows[0].marks.note = "hers".to_owned();
        state.rows[0].marks.by.noted = "Huda".to_owned();
        assert!(Role::Comment.refuses_edit(&note, "Sami", &state).is_some());
        assert!(Role::Comment.refuses_edit(&note, "Huda", &state).is_none());
    }

    #[test]
    fn an_invitation_holds_until_it_is_taken_back() {
        let mut guests = Guests::default();
        let token = guests.invite(" سامي ", Role::Comment, "Huda").unwrap().token.clone();
        let cookie = guests.cookie_for(&token).unwrap().to_owned();
        assert_eq!(
            guests.with_cookie(&cookie).unwrap(),
            Visitor { name: "سامي".to_owned(), role: Role::Comment }
        );
        // Another role, the same link; kept and read again.
        assert_eq!(guests.invite("سامي", Role::Edit, "Huda").unwrap().token, token);
        let mut again = Guests::of("id", Some(&guests.kept()));
        assert_eq!(again.with_cookie(&cookie).unwrap().role, Role::Edit);
        again.dismiss("سامي");
        assert_eq!((again.cookie_for(&token), again.with_cookie(&cookie)), (None, None));
        for (name, role) in [("", Role::Read), ("Huda", Role::Edit), ("a\nb", Role::Read), ("x", Role::Owner)]
        {
            assert!(guests.invite(name, role, "Huda").is_err(), "{name:?}");
        }
        assert!(guests.cookie_for("").is_none() && guests.with_cookie("").is_none());
    }
}
