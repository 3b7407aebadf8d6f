package server;

import java.util.List;
import java.util.Locale;
import javax.xml.namespace.QName;
import javax.xml.soap.Detail;
import javax.xml.soap.SOAPConstants;
import javax.xml.soap.SOAPException;
import javax.xml.soap.SOAPFactory;
import javax.xml.soap.SOAPFault;
import javax.xml.ws.WebServiceException;
import javax.xml.ws.soap.SOAPFaultException;

/** Faults without a type, in the two forms that a server on Spring-WS has. */
final class Faults {
    private static final QName ERROR =
        new QName("http://springframework.org/spring-ws", "ValidationError", "spring-ws");

    /** An exception in the service, with its message. */
    static SOAPFaultException of(String text) {
        return new SOAPFaultException(fault("Server", text));
    }

    /** A request that violates the schema, with a line of detail for each violation. */
    static SOAPFaultException of(List<String> violations) {
        SOAPFault fault = fault("Client", "Validation error");
        try {
            Detail detail = fault.addDetail();
            for (String violation : violations) {
                detail.addDetailEntry(ERROR).addTextNode(violation);
            }
        } catch (SOAPException problem) {
            throw new WebServiceException(problem);
        }
        return new SOAPFaultException(fault);
    }

    private static SOAPFault fault(String code, String text) {
        try {
            SOAPFault fault = SOAPFactory.newInstance(SOAPConstants.SOAP_1_1_PROTOCOL).createFault();
            fault.setFaultCode(new QName(SOAPConstants.URI_NS_SOAP_1_1_ENVELOPE, code));
            fault.setFaultString(text, Locale.ENGLISH);
            return fault;
        } catch (SOAPException problem) {
            throw new WebServiceException(problem);
        }
    }
}
