//! What the schemas say of elements and the model of the generated code doesn't.

use std::collections::{BTreeMap, BTreeSet};

use kontorhaus_codegen::schema::{
    Attribute, Builtin, ComplexType, Derivation, Particle, ParticleKind, QName, Schemas,
    SimpleKind, Type, TypeRef,
};

/// So many types that derive from each other are followed.
const DEEPEST: usize = 64;

/// What is said of each type that has children, by their names. Two types that may have the same children are taken for one.
#[derive(Default)]
pub(super) struct Declared {
    types: BTreeMap<BTreeSet<QName>, Said>,
    /// What is said of a type that isn't there.
    nothing: Said,
}

/// What is said of the children of a type, by their names.
#[derive(Default)]
pub(super) struct Said {
    /// Those that come once or more, and more than once.
    pub(super) lists: BTreeSet<QName>,
    /// Those with text between their children.
    pub(super) mixed: BTreeMap<QName, Mixed>,
    /// Those whose text may be a number; then zeep reads no other.
    pub(super) numbers: BTreeSet<QName>,
    /// Whether any of them follows a wildcard.
    pub(super) follows_any: bool,
    /// Those that the first alternative of a choice requires, where one must be chosen.
    pub(super) first: BTreeSet<QName>,
    /// Those that one can't stand beside, since they are other alternatives of a choice.
    rivals: BTreeMap<QName, BTreeSet<QName>>,
}

/// What an element with text between its children may hold.
pub(super) struct Mixed {
    pub(super) attributes: Vec<Attribute>,
    /// Whether children are declared. Where anything is allowed since it derives from `xs:anyType`, zeep reads nothing.
    pub(super) has_children: bool,
}

impl Declared {
    pub(super) fn new(schemas: &Schemas) -> Self {
        let mut declared = Self::default();
        let mut types: Vec<&Type> = schemas.types.values().collect();
        let of_elements = schemas.elements.values().map(|element| &element.type_);
        types.extend(of_elements.filter_map(anonymous));
        while let Some(type_) = types.pop() {
            let Type::Complex(complex) = type_ else {
                continue;
            };
            let contents = contents(schemas, complex);
            let children = contents.iter().flat_map(|content| elements(content));
            let said = declared.types.entry(children.cloned().collect());
            let said = said.or_default();
            for content in contents {
                types.extend(said.particle(schemas, content, true));
            }
        }
        declared
    }

    /// What is said of the type that may have these children.
    pub(super) fn of(&self, children: &BTreeSet<QName>) -> &Said {
        self.types.get(children).unwrap_or(&self.nothing)
    }
}

impl Said {
    /// Whether only one of two may come.
    pub(super) fn are_rivals(&self, one: &QName, other: &QName) -> bool {
        let rivals = self.rivals.get(one);
        rivals.is_some_and(|rivals| rivals.contains(other))
    }

    /// Takes in a particle, and gives the types that are declared in place in it.
    fn particle<'s>(
        &mut self,
        schemas: &'s Schemas,
        particle: &'s Particle,
        is_required: bool,
    ) -> Vec<&'s Type> {
        let is_required = is_required && particle.min > 0;
        let (inner, is_required) = match &particle.kind {
            ParticleKind::Any => return Vec::new(),
            ParticleKind::Element(element) => {
                if is_required && particle.max != Some(1) {
                    self.lists.insert(element.name.clone());
                }
                if may_be_number(schemas, &element.type_, 0) {
                    self.numbers.insert(element.name.clone());
                }
                if let Some(Type::Complex(complex)) = schemas.resolve(&element.type_)
                    && complex.mixed
                {
                    let mixed = Mixed {
                        attributes: attributes(schemas, complex),
                        has_children: !contents(schemas, complex).is_empty(),
                    };
                    self.mixed.insert(element.name.clone(), mixed);
                }
                return anonymous(&element.type_).into_iter().collect();
            }
            ParticleKind::All(inner) => (inner, is_required),
            ParticleKind::Sequence(inner) => {
                self.sequence(inner);
                (inner, is_required)
            }
            ParticleKind::Choice(inner) => {
                if particle.max == Some(1) {
                    self.choice(inner);
                    let first = inner.first().filter(|first| is_required && first.min > 0);
                    let names = first.into_iter().flat_map(elements);
                    self.first.extend(names.cloned());
                }
                (inner, false)
            }
        };
        let inner = inner.iter();
        inner
            .flat_map(|particle| self.particle(schemas, particle, is_required))
            .collect()
    }

    fn sequence(&mut self, particles: &[Particle]) {
        let is_any = |particle: &Particle| particle.kind == ParticleKind::Any;
        let mut followers = particles.iter().skip_while(|particle| !is_any(particle));
        self.follows_any |= followers.any(|particle| !elements(particle).is_empty());
    }

    fn choice(&mut self, alternatives: &[Particle]) {
        let names = alternatives.iter().map(elements);
        let names: Vec<BTreeSet<&QName>> = names.collect();
        for name in names.iter().flatten() {
            // One that is in several alternatives stands beside the others of each.
            let (with, without): (Vec<_>, Vec<_>) =
                names.iter().partition(|names| names.contains(name));
            let beside: BTreeSet<&QName> = with.into_iter().flatten().copied().collect();
            let others = without.into_iter().flatten().copied();
            let rivals = self.rivals.entry((*name).clone()).or_default();
            rivals.extend(others.filter(|other| !beside.contains(other)).cloned());
        }
    }
}

/// The particles and all that are in them.
fn within(mut next: Vec<&Particle>) -> Vec<&Particle> {
    let mut all = Vec::new();
    while let Some(particle) = next.pop() {
        if let ParticleKind::Sequence(inner)
        | ParticleKind::Choice(inner)
        | ParticleKind::All(inner) = &particle.kind
        {
            next.extend(inner);
        }
        all.push(particle);
    }
    all
}

fn elements(particle: &Particle) -> BTreeSet<&QName> {
    let all = within(vec![particle]).into_iter();
    all.filter_map(|particle| match &particle.kind {
        ParticleKind::Element(element) => Some(&element.name),
        _ => None,
    })
    .collect()
}

/// The content models that make up a type: its own and, unless it repeats them, its bases'.
fn contents<'s>(schemas: &'s Schemas, complex: &'s ComplexType) -> Vec<&'s Particle> {
    let mut contents = Vec::new();
    let mut next = Some(complex);
    for _ in 0..DEEPEST {
        let Some(complex) = next else { break };
        contents.extend(&complex.content);
        let base = complex.base.as_ref();
        let extended = base.filter(|base| base.derivation == Derivation::Extension);
        next = match extended.and_then(|base| schemas.resolve(&base.type_)) {
            Some(Type::Complex(base)) => Some(base),
            _ => None,
        };
    }
    contents
}

fn anonymous(type_: &TypeRef) -> Option<&Type> {
    match type_ {
        TypeRef::Anonymous(type_) => Some(type_),
        _ => None,
    }
}

/// The attributes of a type and of those that it derives from.
fn attributes(schemas: &Schemas, complex: &ComplexType) -> Vec<Attribute> {
    let mut own = complex.attributes.clone();
    let base = complex
        .base
        .as_ref()
        .and_then(|base| schemas.resolve(&base.type_));
    if let Some(Type::Complex(base)) = base {
        own.extend(attributes(schemas, base));
    }
    own.retain(|attribute| !attribute.prohibited);
    own
}

/// Whether a type is a union that has numbers in it.
fn may_be_number(schemas: &Schemas, type_: &TypeRef, depth: usize) -> bool {
    let is_number = |builtin| {
        use Builtin as B;
        matches!(
            builtin,
            B::Integer | B::NonNegativeInteger | B::PositiveInteger | B::Int | B::Long | B::Decimal
        )
    };
    match schemas.resolve(type_) {
        Some(Type::Simple(simple)) if depth < DEEPEST => match &simple.kind {
            SimpleKind::Union { members } => members.iter().any(|member| {
                schemas.builtin(member).is_some_and(is_number)
                    || may_be_number(schemas, member, depth + 1)
            }),
            SimpleKind::Restriction { base, .. } => may_be_number(schemas, base, depth + 1),
            SimpleKind::List { .. } => false,
        },
        _ => false,
    }
}
