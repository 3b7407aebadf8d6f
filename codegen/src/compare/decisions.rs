//! What an overlay says of fields, and nobody says any more: an entry that also matches others loses one without a word.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Change;
use crate::diagnostics::Diagnostic;
use crate::ir::{Api, Decision};
use crate::spelling::{distance, slip};

/// The most names that are given where no one name is near.
const MOST: usize = 3;

type Fields = BTreeMap<String, Decision>;

pub(super) fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let changes = fields(old, new)
        .into_iter()
        .filter_map(|field| field.change());
    changes.collect()
}

/// Each secret of the overlay's that may now stand in a field of which nobody says that it is one, and that `Debug` would show.
pub(crate) fn exposed(old: &Api, new: &Api) -> Vec<Diagnostic> {
    let fields = fields(old, new).into_iter();
    fields.filter_map(|field| field.exposed()).collect()
}

/// A field of the old model, and what may have taken its place.
struct Before<'a> {
    /// Its type and its own name, as an overlay has them.
    type_: &'a str,
    name: &'a str,
    decision: &'a Decision,
    /// What the type is called now.
    successor: &'a str,
    /// The field of that name, if there is still one.
    same: Option<&'a Decision>,
    /// Fields that the type did not have.
    added: Rc<[(&'a str, &'a Decision)]>,
    /// Of those as many are called secret as secrets are gone.
    secrets_are_kept: bool,
}

fn fields<'a>(old: &'a Api, new: &'a Api) -> Vec<Before<'a>> {
    let mut all = Vec::new();
    for (type_, before) in &old.decisions {
        let found = successor(old, new, type_);
        let after = found.map(|(_, fields)| fields);
        let added: Rc<[(&str, &Decision)]> = after
            .into_iter()
            .flatten()
            .filter(|(name, _)| !before.contains_key(*name))
            .map(|(name, decision)| (name.as_str(), decision))
            .collect();
        let is_gone = |name: &String| after.is_none_or(|after| !after.contains_key(name));
        let gone = before.iter().filter(|(name, _)| is_gone(name));
        let gone = gone.filter(|(_, decision)| is_secret(decision)).count();
        let kept = added.iter().filter(|(_, decision)| is_secret(decision));
        let secrets_are_kept = kept.count() >= gone;
        all.extend(before.iter().map(|(name, decision)| Before {
            type_,
            name,
            decision,
            successor: found.map_or(type_, |(name, _)| name),
            same: after.and_then(|after| after.get(name)),
            added: Rc::clone(&added),
            secrets_are_kept,
        }));
    }
    all
}

/// The type of that name, or a new one that is called nearly so.
fn successor<'a>(old: &Api, new: &'a Api, type_: &str) -> Option<(&'a str, &'a Fields)> {
    let named = |(name, fields): (&'a String, &'a Fields)| (name.as_str(), fields);
    let same = new.decisions.get_key_value(type_).map(named);
    same.or_else(|| {
        let is_new = |(name, _): &(&String, _)| !old.decisions.contains_key(*name);
        let others = new.decisions.iter().filter(is_new);
        let near = others.filter_map(|it| Some((slip(type_, it.0)?, it)));
        near.min_by_key(|(slip, _)| *slip).map(|(_, it)| named(it))
    })
}

impl<'a> Before<'a> {
    fn change(&self) -> Option<Change> {
        let text = match (self.same, self.near()) {
            (Some(same), _) => self.kept(same),
            (None, Some((name, near))) => self.renamed(name, near),
            (None, None) => self.gone(),
        };
        text.map(Change::undecided)
    }

    fn kept(&self, same: &Decision) -> Option<String> {
        let before = self.quoted();
        let lost = self.lost(same);
        if !lost.is_empty() {
            let (now, lost) = (self.now(self.name), listed(&lost));
            Some(format!("{before} had {lost}, {now} has not"))
        } else if same.shown && !self.decision.shown {
            Some(format!(
                "{before} was hidden as all texts are; it is none any more, and shown"
            ))
        } else {
            None
        }
    }

    fn renamed(&self, name: &str, near: &Decision) -> Option<String> {
        let lost = self.lost(near);
        let (before, now) = (self.quoted(), self.now(name));
        let text = || {
            let lost = listed(&lost);
            format!("{before} is gone, and with it {lost}; {now} is new and may be it")
        };
        (!lost.is_empty()).then(text)
    }

    fn gone(&self) -> Option<String> {
        if self.added.iter().any(|(_, it)| self.lost(it).is_empty()) {
            return None;
        }
        let before = self.quoted();
        let undecided = self.undecided();
        let Some((_, first)) = undecided.first() else {
            let text = || {
                format!(
                    "{before} is gone, and with it `sensitive = true`; see that nothing new shows what stood there"
                )
            };
            return is_secret(self.decision).then(text);
        };
        let lost = listed(&self.lost(first));
        let nearest = undecided.iter().take(MOST);
        let nearest: Vec<String> = nearest.map(|(name, _)| self.now(name)).collect();
        let more = match undecided.len() - nearest.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!(
            "{before} is gone, and with it {lost}; new and undecided is {}{more}",
            nearest.join(", ")
        ))
    }

    fn exposed(&self) -> Option<Diagnostic> {
        if !is_secret(self.decision) || self.same.is_none() && self.secrets_are_kept {
            return None;
        }
        let same = self.same.map(|decision| (self.name, decision));
        let shown: Vec<String> = same
            .into_iter()
            .chain(self.added.iter().copied().filter(|_| same.is_none()))
            .filter(|(_, decision)| decision.shown && !decision.said.contains_key("safe"))
            .map(|(name, _)| self.now(name))
            .collect();
        let (first, _) = shown.split_first()?;
        let before = self.quoted();
        let problem = Diagnostic::error(format!(
            "{before}, which the overlay keeps secret, is gone, and would be shown if it is now {}",
            shown.join(" or ")
        ));
        Some(problem.help(format!(
            "say of {first} that it is `sensitive = true`, or if anybody may see it, `safe = true`"
        )))
    }

    fn quoted(&self) -> String {
        format!("`{}.{}`", self.type_, self.name)
    }

    /// A field of the type that there is now.
    fn now(&self, name: &str) -> String {
        format!("`{}.{name}`", self.successor)
    }

    /// What is said of this field and not of the other.
    fn lost(&self, other: &Decision) -> Vec<String> {
        let said = self.decision.said.iter();
        let lost = said.filter(|(key, _)| !other.said.contains_key(*key));
        lost.map(|(key, value)| match *key {
            "docs" => "its `docs`".to_owned(),
            key => format!("`{key} = {value}`"),
        })
        .collect()
    }

    /// The new field that is called nearly so.
    fn near(&self) -> Option<(&'a str, &'a Decision)> {
        let near = self
            .added
            .iter()
            .filter_map(|it| Some((slip(self.name, it.0)?, *it)));
        near.min_by_key(|(slip, _)| *slip).map(|(_, it)| it)
    }

    /// New fields of which nothing is said that isn't said of this one too; the nearest first.
    fn undecided(&self) -> Vec<(&'a str, &'a Decision)> {
        let is_undecided = |(_, other): &&(&str, &Decision)| {
            let mut said = other.said.keys();
            said.all(|key| self.decision.said.contains_key(key))
        };
        let mut undecided: Vec<_> = self.added.iter().filter(is_undecided).copied().collect();
        undecided.sort_by_key(|(name, _)| distance(self.name, name));
        undecided
    }
}

fn is_secret(decision: &Decision) -> bool {
    decision.said.contains_key("sensitive")
}

/// `a`, `b` and `c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests;
