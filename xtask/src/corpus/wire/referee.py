"""Reads messages with zeep and writes what it read.

Called with a WSDL file and the folder of schemas that many WSDL files import without bringing them along. Each line of
the input is a message; each line of the output says what zeep makes of it. The last line says which elements and
attributes of zeep's model of these messages had a value in one.
"""

import itertools
import json
import logging
import pathlib
import sys
from collections import deque

from lxml import etree
from zeep import Client, Settings, exceptions, xsd
from zeep.transports import Transport
from zeep.xsd.context import XmlParserContext
from zeep.xsd.elements.indicators import Indicator
from zeep.xsd.valueobjects import CompoundValue

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SOAP = {
    "SOAP 1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "SOAP 1.2": "http://www.w3.org/2003/05/soap-envelope",
}


class Offline(Transport):
    """Takes schemas from the disk, by the namespace in their address if they are elsewhere."""

    def __init__(self, schemas):
        super().__init__()
        self.schemas = {}
        for file in pathlib.Path(schemas).glob("*.xsd"):
            self.schemas[etree.parse(file).getroot().get("targetNamespace")] = file

    def load(self, url):
        if "://" not in url or url.startswith("file:"):
            return super().load(url)
        for namespace, file in self.schemas.items():
            if url.startswith(namespace.rstrip("/#")) or url.endswith("/" + file.name):
                return file.read_bytes()
        raise OSError(f"{url} is not here")


class Coverage:
    """Which elements and attributes had a value, by the type that declares them."""

    def __init__(self):
        self.declared = set()
        self.seen = set()
        self.types = set()

    def declare(self, type_):
        """Takes in what a type declares, and the types of that."""
        waiting = [type_]
        while waiting:
            type_ = waiting.pop()
            if id(type_) in self.types or not isinstance(type_, xsd.ComplexType):
                continue
            self.types.add(id(type_))
            mend(type_)
            for child in children(type_):
                self.declared.add((key(type_), child.name))
                waiting.append(child.type)

    def see(self, type_, element):
        self.declare(type_)
        names = {etree.QName(child).localname for child in element.iterchildren("*")}
        names.update(etree.QName(name).localname for name in element.attrib)
        for child in children(type_):
            if child.name in names:
                self.seen.add((key(type_), child.name))

    def missing(self):
        return sorted(f"{type_}/{name}" for type_, name in self.declared - self.seen)


def key(type_):
    """A type's name; one without a name is what it declares."""
    if type_.is_global and type_.qname is not None:
        return type_.qname.text
    return "(" + " ".join(child.name for child in children(type_)) + ")"


def elements(waiting):
    """The elements among these and in the groups among them."""
    waiting = list(waiting)
    while waiting:
        element = waiting.pop()
        if isinstance(element, Indicator):
            waiting.extend(element)
        elif isinstance(element, xsd.Element) and not element.name.startswith("_value_"):
            yield element


def children(type_):
    """The elements and attributes of a type."""
    yield from elements(element for _, element in type_.elements_nested)
    for _, attribute in type_.attributes:
        if attribute.name:
            yield attribute


def mend(type_):
    """Gives each wildcard the names of the elements that follow it, and lets what is in an optional group be absent.

    So is a group that is an alternative of a choice: reading a sequence, zeep takes the elements of all alternatives for
    elements of the sequence, and misses those that weren't chosen if anything follows them.
    """
    waiting = [element for _, element in type_.elements_nested]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Indicator):
            parts = list(element)
            waiting.extend(parts)
            for place, part in enumerate(parts):
                is_group = isinstance(part, Indicator)
                if element.min_occurs == 0 or (is_group and isinstance(element, xsd.Choice)):
                    part.min_occurs = 0
                if isinstance(part, xsd.Any):
                    part.min_occurs = 0
                    part.followers = {child.qname.text for child in elements(parts[place + 1 :])}


COVERAGE = Coverage()
read_element = xsd.ComplexType.parse_xmlelement


def read_empty_too(self, element, schema=None, allow_none=True, context=None, schema_type=None):
    """Tells an empty element from one that is nil: zeep reads both as nothing, which it can't write where it must."""
    COVERAGE.see(self, element)
    if element.get(XSI + "nil") in ("true", "1"):
        return None
    if not self.attributes and not self.elements:
        return self._value_class()
    return read_element(self, element, schema, False, context, schema_type)


xsd.ComplexType.parse_xmlelement = read_empty_too
read_elements = xsd.Element.parse_xmlelements


def read_none(self, *arguments, **options):
    """Says of a repeated element that isn't there that it isn't: an empty list makes it the arm of its choice."""
    values = read_elements(self, *arguments, **options)
    return None if isinstance(values, list) and not values else values


xsd.Element.parse_xmlelements = read_none
write_element = xsd.Element.render


def write_nil_too(self, parent, value, render_path=None):
    """Writes what is nil in a list that may be empty: zeep leaves it out."""
    if self.nillable and isinstance(value, list):
        value = [xsd.Nil if item is None else item for item in value]
    return write_element(self, parent, value, render_path)


xsd.Element.render = write_nil_too
read_any = xsd.Any.parse_xmlelements


def read_any_until(self, xmlelements, schema, name=None, context=None):
    """Leaves to the elements after a wildcard what is theirs: zeep gives it all to the wildcard."""
    followers = getattr(self, "followers", ())
    own = deque(itertools.takewhile(lambda element: element.tag not in followers, xmlelements))
    before = len(own)
    result = read_any(self, own, schema, name, context)
    for _ in range(before - len(own)):
        xmlelements.popleft()
    return result


xsd.Any.parse_xmlelements = read_any_until
write_any_value = xsd.AnyType.xmlvalue


def write_nothing(self, value):
    """Writes nothing as nothing: zeep writes `None`."""
    return "" if value is None else write_any_value(self, value)


xsd.AnyType.xmlvalue = write_nothing
# What was not sent stays away, whatever the schema says that it means.
xsd.Element.default_value = property(lambda self: None)


def operations(client):
    """The SOAP operations of every binding, by version and name."""
    found = {}
    definitions = client.wsdl._definitions.values()
    for binding in [it for each in definitions for it in each.bindings.values()]:
        namespace = getattr(binding, "nsmap", {}).get("soap-env")
        for version, uri in SOAP.items():
            if namespace == uri:
                for operation in binding.all().values():
                    found.setdefault((version, operation.name), []).append(operation)
    return found


def names(body):
    """The elements that a message has in the body."""
    if body is None:
        return []
    if etree.QName(body.qname).localname == "Body" and body.qname.namespace in SOAP.values():
        return [element.qname.text for _, element in body.type.elements]
    return [body.qname.text]


def chosen(candidates, direction, root):
    """The operation whose message begins with this element; several port types may have one of that name."""
    for operation in candidates:
        message = getattr(operation, direction)
        if root is None or root in names(message.body):
            return message
    return getattr(candidates[0], direction)


def again(client, message, envelope):
    """Reads a message and writes it."""
    soap = envelope.tag.rsplit("}", 1)[0] + "}"
    written = etree.Element(soap + "Envelope", nsmap=envelope.nsmap)
    context = XmlParserContext(settings=client.settings)
    header = envelope.find(soap + "Header")
    if header is not None:
        target = etree.SubElement(written, soap + "Header")
        declared = {element.qname.text: element for _, element in message.header.type.elements}
        for block in header:
            if block.tag not in declared:
                raise exceptions.XMLParseError(f"Unexpected header {block.tag}")
            element = declared[block.tag]
            value = element.parse(block, client.wsdl.types, context=context)
            element.render(target, value)
            COVERAGE.declare(element.type)
    body = envelope.find(soap + "Body")
    if message.body is None:
        etree.SubElement(written, soap + "Body").extend(list(body))
        return written
    COVERAGE.declare(message.body.type)
    if message._is_body_wrapped:
        value = message.body.parse(body, client.wsdl.types, context=context)
        message.body.render(written, value)
    else:
        if len(body) != 1 or body[0].tag != message.body.qname.text:
            found = [child.tag for child in body]
            raise exceptions.XMLParseError(f"Expected {message.body.qname.text}, found {found}")
        value = message.body.parse(body[0], client.wsdl.types, context=context)
        target = etree.SubElement(written, soap + "Body")
        message.body.render(target, value)
    return written


def fault_again(client, candidates, envelope):
    """Reads the detail of a fault and writes it; `None` if no operation declares it."""
    detail = envelope.find("{*}Body/{*}Fault")[-1]
    block = detail[0]
    messages = [message for each in candidates for message in each.abstract.fault_messages.values()]
    parts = [part.element for message in messages for part in message.parts.values()]
    declared = [element for element in parts if element is not None and element.qname.text == block.tag]
    if not declared:
        return None
    element = declared[0]
    COVERAGE.declare(element.type)
    value = element.parse(block, client.wsdl.types, context=XmlParserContext(settings=client.settings))
    detail.remove(block)
    element.render(detail, value)
    return envelope


def answer(client, known, job):
    candidates = known.get((job["version"], job["operation"]))
    if not candidates:
        return {"unknown": "no binding that zeep reads has the operation"}
    try:
        envelope = etree.fromstring(job["envelope"].encode())
        if job["direction"] == "fault":
            written = fault_again(client, candidates, envelope)
            if written is None:
                return {"unknown": "a fault that zeep doesn't know"}
            return {"envelope": etree.tostring(written, encoding="unicode")}
        body = envelope.find(envelope.tag.rsplit("}", 1)[0] + "}Body")
        message = chosen(candidates, job["direction"], body[0].tag if len(body) else None)
        written = again(client, message, envelope)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"envelope": etree.tostring(written, encoding="unicode")}


def main():
    wsdl, schemas = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    try:
        client = Client(wsdl, transport=Offline(schemas), settings=Settings(strict=True))
        known = operations(client)
    except Exception as error:
        print(json.dumps({"refused": f"{type(error).__name__}: {error}"}))
        return
    for line in sys.stdin:
        print(json.dumps(answer(client, known, json.loads(line))))
    missing = COVERAGE.missing()
    declared = len(COVERAGE.declared)
    print(json.dumps({"declared": declared, "seen": declared - len(missing), "missing": missing}))


main()
