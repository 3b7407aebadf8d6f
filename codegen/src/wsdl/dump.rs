//! The model as text, for people and for snapshots.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{Addressing, Body, Definitions, Header, Operation, Part, PartContent};

impl Definitions {
    /// The model as text: one line for each component, indented by what it is in; the same for the same input.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut out = String::new();
        let name = self.name.as_deref().unwrap_or("(unnamed)");
        let _ = writeln!(out, "definitions {name} in {}", self.target_namespace);
        for service in &self.services {
            let _ = write!(out, "service {}", service.name);
            docs(&mut out, &service.docs.0);
            for port in &service.ports {
                let address = port.address.as_deref().unwrap_or("(no address)");
                let _ = write!(out, "  port {} of {} at {address}", port.name, port.binding);
                docs(&mut out, &port.docs.0);
            }
        }
        for binding in &self.bindings {
            let _ = write!(
                out,
                "binding {} of {}: {}",
                binding.name, binding.port_type, binding.version
            );
            docs(&mut out, &binding.docs.0);
        }
        for operation in &self.operations {
            dump_operation(&mut out, operation);
        }
        for (name, message) in &self.messages {
            let _ = write!(out, "message {name}");
            docs(&mut out, &message.docs.0);
            for part in &message.parts {
                let _ = write!(out, "  {part}");
                docs(&mut out, &part.docs.0);
            }
        }
        out
    }
}

fn dump_operation(out: &mut String, operation: &Operation) {
    let Operation {
        name,
        port_type,
        style,
        use_,
        ..
    } = operation;
    let _ = write!(out, "operation {name} of {port_type}: {style:?}/{use_:?}");
    docs(out, &operation.docs.0);
    for version in &operation.versions {
        let _ = writeln!(out, "  {} action {:?}", version.version, version.action);
    }
    if operation.addressing != Addressing::Off {
        let (addressing, action) = (operation.addressing, &operation.addressing_action);
        let _ = writeln!(out, "  addressing {addressing:?} action {action:?}");
    }
    dump_body(out, "input", &operation.input, &operation.input_headers);
    match &operation.output {
        Some(output) => dump_body(out, "output", output, &operation.output_headers),
        None => out.push_str("  one way\n"),
    }
    for fault in &operation.faults {
        let place = if fault.in_header {
            "header fault"
        } else {
            "fault"
        };
        let _ = writeln!(out, "  {place} {} {}", fault.name, fault.part);
    }
}

fn dump_body(out: &mut String, direction: &str, body: &Body, headers: &[Header]) {
    let _ = write!(out, "  {direction} {}", body.message);
    if let Some(wrapper) = &body.wrapper {
        let _ = write!(out, " in {wrapper}");
    }
    out.push('\n');
    for header in headers {
        let _ = writeln!(out, "    header {} of {}", header.part, header.message);
    }
    for part in &body.parts {
        let _ = writeln!(out, "    {part}");
    }
    for part in &body.attachments {
        let _ = writeln!(out, "    attachment {part}");
    }
}

/// Ends the line, with the documentation if there is one.
fn docs(out: &mut String, docs: &str) {
    if !docs.is_empty() {
        let _ = write!(out, " // {}", docs.replace('\n', " / "));
    }
    out.push('\n');
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.content {
            PartContent::Element(name) => write!(f, "part {}: element {name}", self.name),
            PartContent::Type(type_) => write!(f, "part {}: type {type_}", self.name),
        }
    }
}
