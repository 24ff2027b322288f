//! What two people said about the same row, put together: nothing that was said is lost.

use crate::review::{people::Reply, state::Marks};

/// The marks `kept` with what changed between `base` and `other` added.
pub(super) fn blended(kept: &Marks, base: &Marks, other: &Marks) -> Marks {
    let mut made = kept.clone();
    if kept.flagged == base.flagged && other.flagged != base.flagged {
        made.flagged = other.flagged;
        made.by.flagged.clone_from(&other.by.flagged);
    }
    if kept.note == base.note {
        made.note.clone_from(&other.note);
        made.by.noted.clone_from(&other.by.noted);
    } else if !other.note.is_empty() && other.note != base.note && other.note != kept.note {
        hear(&mut made, note_of(other));
    }
    let taken_back = |reply: &Reply| base.replies.contains(reply) && !other.replies.contains(reply);
    made.replies.retain(|reply| !taken_back(reply));
    for reply in other.replies.iter().filter(|reply| !base.replies.contains(reply)) {
        hear(&mut made, reply.clone());
    }
    made.accepted.retain(|key| other.accepted.contains(key) || !base.accepted.contains(key));
    made.accepted.extend(other.accepted.difference(&base.accepted).cloned());
    lead(&mut made);
    made
}

/// Makes the first reply the note if one side took the note back that the other replied to: replies
/// are seen below a note only.
fn lead(marks: &mut Marks) {
    if marks.note.is_empty() && !marks.replies.is_empty() {
        let Reply { who, text, .. } = marks.replies.remove(0);
        (marks.note, marks.by.noted) = (text, who);
    }
}

/// Adds to the marks `made` what `other` has and none of `base` had; their rows are not the same.
pub(super) fn added(made: &mut Marks, base: &[&Marks], other: &Marks) {
    if other.flagged && base.iter().all(|base| !base.flagged) && !made.flagged {
        made.flagged = true;
        made.by.flagged.clone_from(&other.by.flagged);
    }
    if !other.note.is_empty() && base.iter().all(|base| base.note != other.note) {
        hear(made, note_of(other));
    }
    for reply in other.replies.iter().filter(|reply| base.iter().all(|base| !base.replies.contains(reply))) {
        hear(made, reply.clone());
    }
    let known = |key: &&String| base.iter().any(|base| base.accepted.contains(*key));
    made.accepted.extend(other.accepted.iter().filter(|key| !known(key)).cloned());
}

/// A note as a reply to another.
fn note_of(marks: &Marks) -> Reply {
    Reply { who: marks.by.noted.clone(), at: String::new(), text: marks.note.clone() }
}

/// Adds a reply to a thread, unless the thread says it already.
fn hear(marks: &mut Marks, reply: Reply) {
    let same = |one: &Reply| one.text == reply.text && one.who == reply.who;
    if !marks.replies.iter().any(same) && marks.note != reply.text {
        marks.hear(reply);
        if marks.replies.iter().all(|reply| !reply.at.is_empty()) {
            marks.replies.sort_by(|a, b| a.at.cmp(&b.at));
        }
    }
}

/// Puts together who confirmed a row whose texts are the same in both copies.
pub(super) fn agree(made: &mut Marks, base: Option<&Marks>, other: &Marks) {
    let takes = match base {
        Some(base) => made.confirmed == base.confirmed && other.confirmed != base.confirmed,
        None => other.confirmed && !made.confirmed,
    };
    if takes {
        made.confirmed = other.confirmed;
        made.by.confirmed.clone_from(&other.by.confirmed);
    }
}
