//! Content models, with groups written out where they are used.

use xsd_parser::models::schema::xs;

use super::ast::{Component, Compositor, name, occurs};
use super::{Converter, MAX_DEPTH, MAX_PARTICLES};
use crate::schema::grammar::Kind;
use crate::schema::{Particle, ParticleKind};

impl<'a> Converter<'a, '_> {
    /// A model group; `None` if it is empty or never comes.
    pub(super) fn particle(
        &mut self,
        unit: usize,
        compositor: Compositor,
        ast: &'a xs::GroupType,
    ) -> Option<Particle> {
        if self.depth >= MAX_DEPTH {
            let message = format!("content models nest more than {MAX_DEPTH} deep");
            let span = self.span(unit, ast.id.as_ref());
            self.error(
                message,
                span,
                "groups are written out: do they refer to each other?",
            );
            return None;
        }
        self.depth += 1;
        let particle = self.model_group(unit, compositor, ast);
        self.depth -= 1;
        particle
    }

    fn model_group(
        &mut self,
        unit: usize,
        compositor: Compositor,
        ast: &'a xs::GroupType,
    ) -> Option<Particle> {
        let (min, max) = occurs(ast.min_occurs, ast.max_occurs)?;
        let make: fn(Vec<Particle>) -> ParticleKind = match compositor {
            Compositor::Sequence => ParticleKind::Sequence,
            Compositor::Choice => ParticleKind::Choice,
            Compositor::All => ParticleKind::All,
            Compositor::Group => {
                let inner = self.group(unit, ast)?;
                return Some(match (inner.min, inner.max) {
                    (1, Some(1)) => Particle {
                        min,
                        max,
                        kind: inner.kind,
                    },
                    _ if (min, max) == (1, Some(1)) => inner,
                    _ => Particle {
                        min,
                        max,
                        kind: ParticleKind::Sequence(vec![inner]),
                    },
                });
            }
        };
        let items: Vec<_> = ast
            .content
            .iter()
            .filter_map(|item| self.item(unit, item))
            .collect();
        (!items.is_empty()).then(|| Particle {
            min,
            max,
            kind: make(items),
        })
    }

    /// Counts what is written out; `None` when it is too much.
    pub(super) fn count(&mut self, unit: usize) -> Option<()> {
        self.particles += 1;
        if self.particles <= MAX_PARTICLES {
            return Some(());
        }
        let span = self
            .index
            .units
            .get(unit)
            .map(|unit| unit.node.span())
            .unwrap_or_default();
        self.error(
            format!("the types have more than {MAX_PARTICLES} elements and attributes"),
            span,
            "groups are written out wherever they are used: do they refer to each other?",
        );
        None
    }

    fn item(&mut self, unit: usize, ast: &'a xs::GroupTypeContent) -> Option<Particle> {
        use xs::GroupTypeContent as C;
        self.count(unit)?;
        match ast {
            C::Annotation(_) => None,
            C::Element(it) => {
                let (min, max) = occurs(it.min_occurs, it.max_occurs)?;
                let element = self.local_element(unit, it)?;
                Some(Particle {
                    min,
                    max,
                    kind: ParticleKind::Element(Box::new(element)),
                })
            }
            C::Any(it) => {
                let (min, max) = occurs(it.min_occurs, it.max_occurs)?;
                Some(Particle {
                    min,
                    max,
                    kind: ParticleKind::Any,
                })
            }
            C::Sequence(it) => self.particle(unit, Compositor::Sequence, it),
            C::Choice(it) => self.particle(unit, Compositor::Choice, it),
            C::All(it) => self.particle(unit, Compositor::All, it),
            C::Group(it) => self.particle(unit, Compositor::Group, it),
        }
    }

    /// What a reference to a named group stands for.
    fn group(&mut self, unit: usize, ast: &'a xs::GroupType) -> Option<Particle> {
        let reference = name(ast.ref_.as_ref()?);
        // Inside its own redefinition the name means what was replaced.
        let found = match self.groups.iter().filter(|it| **it == reference).count() {
            0 => self.find(Kind::Group, &reference),
            1 => self.find_original(Kind::Group, &reference),
            _ => None,
        };
        let Some((group_unit, Component::Group(group))) = found else {
            if self.groups.contains(&reference) {
                let message = format!("the group `{reference}` contains itself");
                let span = self.span(unit, ast.id.as_ref());
                self.error(
                    message,
                    span,
                    "give the type between them a name, and refer to that",
                );
            }
            return None;
        };
        self.groups.push(reference);
        let inner = group.content.iter().find_map(|content| {
            use xs::GroupTypeContent as C;
            match content {
                C::Sequence(it) => self.particle(group_unit, Compositor::Sequence, it),
                C::Choice(it) => self.particle(group_unit, Compositor::Choice, it),
                C::All(it) => self.particle(group_unit, Compositor::All, it),
                _ => None,
            }
        });
        self.groups.pop();
        inner
    }
}
