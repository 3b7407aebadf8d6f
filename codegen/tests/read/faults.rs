//! What the enums of declared faults are called.

use std::collections::BTreeMap;

use kontorhaus_codegen::ir::TypeDef;
use kontorhaus_codegen::model;

use crate::read_text;

/// What is made of each item, in one text.
fn each<T>(items: &[T], made: impl Fn(&T) -> String) -> String {
    items.iter().map(made).collect::<Vec<_>>().concat()
}

/// A WSDL whose operations declare these faults, in this order, and take these elements.
fn wsdl(operations: &[(&str, &[&str])], elements: &[&str]) -> String {
    let mut faults: Vec<&str> = operations.iter().flat_map(|(_, it)| *it).copied().collect();
    faults.sort_unstable();
    faults.dedup();
    let schema = each(&faults, |it| {
        format!("<xs:element name='{it}' type='xs:int'/>")
    }) + &each(elements, |it| {
        let children = ["a", "b"].map(|it| format!("<xs:element name='{it}' type='xs:int'/>"));
        let sequence = format!("<xs:sequence>{}</xs:sequence>", children.concat());
        format!("<xs:element name='{it}'><xs:complexType>{sequence}</xs:complexType></xs:element>")
    });
    let parts = each(elements, |it| {
        format!("<w:part name='{it}' element='t:{it}'/>")
    });
    let messages = each(&faults, |it| {
        format!("<w:message name='{it}'><w:part name='p' element='t:{it}'/></w:message>")
    });
    let declared = each(operations, |(name, faults)| {
        let faults = each(faults, |it| {
            format!("<w:fault name='{it}' message='t:{it}'/>")
        });
        let messages = "<w:input message='t:M'/><w:output message='t:M'/>";
        format!("<w:operation name='{name}'>{messages}{faults}</w:operation>")
    });
    let bound = each(operations, |(name, _)| {
        let body = "<s:body use='literal'/>";
        format!(
            "<w:operation name='{name}'><w:input>{body}</w:input><w:output>{body}</w:output></w:operation>"
        )
    });
    format!(
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/' xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/'
            xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:t' targetNamespace='urn:t'>
          <w:types><xs:schema targetNamespace='urn:t' elementFormDefault='qualified'>{schema}</xs:schema></w:types>
          <w:message name='M'>{parts}</w:message>{messages}
          <w:portType name='P'>{declared}</w:portType>
          <w:binding name='B' type='t:P'><s:binding style='document'/>{bound}</w:binding>
          <w:service name='stockService'><w:port name='P' binding='t:B'><s:address location='http://127.0.0.1:1/'/></w:port></w:service>
        </w:definitions>"
    )
}

/// The enum of each operation by the name of its request.
fn named(operations: &[(&str, &[&str])], elements: &[&str]) -> BTreeMap<String, String> {
    let names = |operations: &[(&str, &[&str])]| -> BTreeMap<String, String> {
        let input = read_text(&wsdl(operations, elements)).unwrap_or_else(|it| panic!("{it}"));
        let api = model(&input, None).unwrap_or_else(|it| panic!("{it}"));
        for fault in &api.faults {
            let mut types = api.types.iter().map(TypeDef::name);
            assert!(types.all(|type_| type_ != fault.name), "{}", fault.name);
        }
        let operations = api.operations.into_iter();
        let named = operations.filter_map(|it| Some((it.request.name, it.fault?.0)));
        named.collect()
    };
    let found = names(operations);
    let mut reversed = operations.to_vec();
    reversed.reverse();
    assert_eq!(names(&reversed), found, "whatever the order in the file");
    found
}

fn assert_named(operations: &[(&str, &[&str])], elements: &[&str], expected: &[(&str, &str)]) {
    let expected: BTreeMap<String, String> = expected
        .iter()
        .map(|(request, fault)| ((*request).to_owned(), (*fault).to_owned()))
        .collect();
    assert_eq!(named(operations, elements), expected);
}

#[test]
fn faults_of_one_operation_are_called_after_it() {
    assert_named(
        &[
            ("Put", &["Full"]),
            ("Take", &["Empty", "Locked", "Gone"]),
            ("Look", &[]),
        ],
        &[],
        &[("Put", "PutFault"), ("Take", "TakeFault")],
    );
    // Two port types, or two messages, and one operation.
    assert_named(
        &[("Put", &["Full"]), ("put", &["Full"])],
        &[],
        &[("Put", "FullFault"), ("Put2", "FullFault")],
    );
    assert_named(
        &[("Put", &["Full"]), ("Put", &["Full"])],
        &[],
        &[("Put", "PutFault"), ("Put2", "PutFault")],
    );
}

#[test]
fn few_faults_that_several_operations_share_are_called_after_what_they_are() {
    assert_named(
        &[
            ("Put", &["stockError"]),
            ("Take", &["stockError"]),
            ("Move", &["stockError", "ApiFaultDetail"]),
            ("Turn", &["ApiFaultDetail", "stockError"]),
            ("Lock", &["LockedException"]),
            ("Open", &["LockedException"]),
            ("Ship", &["LostFault", "LostFaultDetail"]),
            ("Wire", &["LostFault", "LostFaultDetail"]),
        ],
        &[],
        &[
            ("Put", "StockErrorFault"),
            ("Take", "StockErrorFault"),
            ("Move", "ApiOrStockErrorFault"),
            ("Turn", "ApiOrStockErrorFault"),
            ("Lock", "LockedFault"),
            ("Open", "LockedFault"),
            ("Ship", "LostFault"),
            ("Wire", "LostFault"),
        ],
    );
}

#[test]
fn many_faults_are_called_after_the_service_or_an_operation() {
    let many: &[&str] = &["Empty", "Full", "Gone"];
    assert_named(
        &[("Take", many), ("Put", many), ("Look", &[])],
        &[],
        &[("Put", "StockServiceFault"), ("Take", "StockServiceFault")],
    );
    assert_named(
        &[
            ("TakeAll", many),
            ("Take", many),
            ("Hold", many),
            ("Put", &["Full"]),
        ],
        &[],
        &[
            ("Hold", "HoldFault"),
            ("Take", "HoldFault"),
            ("TakeAll", "HoldFault"),
            ("Put", "PutFault"),
        ],
    );
    // What says no more than that it is a fault.
    assert_named(
        &[
            ("Take", &["ServiceFault", "Fault"]),
            ("Put", &["Fault", "ServiceFault"]),
        ],
        &[],
        &[("Put", "StockServiceFault"), ("Take", "StockServiceFault")],
    );
}

#[test]
fn no_enum_is_called_as_a_type() {
    assert_named(
        &[
            ("Put", &["LockedFault"]),
            ("Take", &["LockedFault"]),
            ("Look", &["Dark"]),
        ],
        &["LockedFault_", "LookFault"],
        &[
            ("Look", "LookFaults"),
            ("Put", "LockedFaults"),
            ("Take", "LockedFaults"),
        ],
    );
}
