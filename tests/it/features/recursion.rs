//! Types that hold themselves: boxed directly, through others and in a choice; not in lists.

#[path = "../../features/recursion/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Nillable;

use self::expected::{And, Expression, ExpressionChoice, Left, Node, Right};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/recursion/sample.xml");

#[test]
fn every_way_back_is_read() {
    let node: Node = round_trip(SAMPLE);
    let next = node.next.expect("a next one");
    assert_eq!(
        (next.name.as_str(), next.previous.as_deref()),
        ("b", Some(&Nillable::Nil))
    );
    assert_eq!(
        node.previous.map(|node| *node),
        Some(Nillable::Value(Node::new("z")))
    );
    assert_eq!(node.child, [Node::new("c1"), Node::new("c2")]);
    assert_eq!(
        node.left,
        Some(Left::new().with_right(Right::new(Left::new())))
    );
    let number = |number| Expression::new(ExpressionChoice::Number(number));
    let not = Expression::new(ExpressionChoice::Not(Box::new(number(2))));
    let and = And::new().with_operand([number(1), not]);
    assert_eq!(
        node.expression.expect("an expression").choice,
        ExpressionChoice::And(and)
    );
}
