//! The people who are invited to a shared project, and what each of them may do.
//!
//! An invitation is a link with a token. Whoever opens it gets a cookie that stands for the name and
//! the role of the invitation; only the owner, at the computer itself, can invite.

use super::secrets::{same, secret};
use crate::{
    Error, Result,
    review::{
        Edit, State,
        change::{Change, Step},
        edit::typed,
    },
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
                Edit::Note { row, text } => {
                    let there = state.position(*row).map(|at| &state.rows[at].marks)?;
                    if !there.note.is_empty() && there.by.noted != who {
                        return Some("this note is of somebody else; reply to it instead");
                    }
                    // The replies would be gone with the note.
                    let others = there.replies.iter().any(|reply| reply.who != who);
                    (others && typed(text.trim()).is_empty())
                        .then_some("somebody else has replied to this note; change it instead")
                }
                _ => Some(COMMENTS),
            },
        }
    }

    /// The reason why a change of one's own may not be undone or redone; `None` if it may. Whoever
    /// made it may have had another role then.
    pub(super) fn refuses_step(self, change: &Change) -> Option<&'static str> {
        let is_comment = |step: &Step| match step {
            Step::Marks { before, after, .. } => {
                before.confirmed == after.confirmed && before.accepted == after.accepted
            }
            _ => false,
        };
        match self {
            Role::Owner | Role::Edit => None,
            Role::Read => Some(LOOKS),
            Role::Comment => (!change.steps.iter().all(is_comment)).then_some(COMMENTS),
        }
    }
}

const COMMENTS: &str = "your invitation allows you to comment, not to change the rows";
const LOOKS: &str = "your invitation allows you to read, not to change anything";

/// A person at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visitor {
    pub(super) name: String,
    pub(super) role: Role,
    /// The cookie with which a guest came; the owner needs none here.
    cookie: Option<String>,
}

impl Visitor {
    /// The owner, by name.
    pub(super) fn owner(name: &str) -> Self {
        Visitor { name: name.to_owned(), role: Role::Owner, cookie: None }
    }
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
    /// The id of the open project, which is empty for projects of earlier versions; `None` if
    /// none is open.
    pub(super) project: Option<String>,
    all: Vec<Guest>,
}

impl Guests {
    /// The people of a project, as they were [kept](Self::kept).
    pub(super) fn of(project: &str, kept: Option<&str>) -> Self {
        let all = kept.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        Guests { project: Some(project.to_owned()), all }
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
        let cookie = Some(guest.cookie.clone());
        Some(Visitor { name: guest.name.clone(), role: guest.role, cookie })
    }

    /// True if a person is still invited, with the role that the request was judged by.
    pub(super) fn hold(&self, visitor: &Visitor) -> bool {
        match &visitor.cookie {
            None => visitor.role == Role::Owner,
            Some(cookie) => self.with_cookie(cookie).as_ref() == Some(visitor),
        }
    }

    /// True if a person is still invited, and to this project.
    pub(super) fn hold_for(&self, visitor: &Visitor, project: &str) -> bool {
        self.hold(visitor) && (visitor.cookie.is_none() || self.project.as_deref() == Some(project))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{people::Reply, testing};

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
        // The replies of others are not deleted with one's note.
        let empty = Edit::Note { row: 1, text: " \u{1}".to_owned() };
        assert!(Role::Comment.refuses_edit(&empty, "Huda", &state).is_none());
        let reply = |who: &str| Reply { who: who.to_owned(), at: String::new(), text: "so".to_owned() };
        state.rows[0].marks.replies = vec![reply("Huda")];
        assert!(Role::Comment.refuses_edit(&empty, "Huda", &state).is_none());
        state.rows[0].marks.replies.push(reply("Sami"));
        assert!(Role::Comment.refuses_edit(&empty, "Huda", &state).is_some());
        assert!(Role::Comment.refuses_edit(&note, "Huda", &state).is_none());
        assert!(Role::Edit.refuses_edit(&empty, "Huda", &state).is_none());
    }

    #[test]
    fn an_invitation_holds_until_it_is_taken_back() {
        let mut guests = Guests::default();
        let token = guests.invite(" سامي ", Role::Comment, "Huda").unwrap().token.clone();
        let cookie = guests.cookie_for(&token).unwrap().to_owned();
        let visitor = guests.with_cookie(&cookie).unwrap();
        assert_eq!((visitor.name.as_str(), visitor.role), ("سامي", Role::Comment));
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
