package server;

import com.sun.xml.ws.developer.ValidationErrorHandler;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Collects what is wrong with a request, so that the service can say so as Spring-WS does. Answers must be right. */
public final class Violations extends ValidationErrorHandler {
    static final String OF_REQUEST = "server.violations";
    static final String IS_ANSWERED = "server.answered";

    @Override
    public void warning(SAXParseException violation) {}

    @Override
    public void error(SAXParseException violation) throws SAXException {
        if (packet.invocationProperties.containsKey(IS_ANSWERED)) {
            throw violation;
        }
        @SuppressWarnings("unchecked")
        List<String> found = (List<String>)
            packet.invocationProperties.computeIfAbsent(OF_REQUEST, key -> new ArrayList<String>());
        found.add(violation.getMessage());
    }

    @Override
    public void fatalError(SAXParseException violation) throws SAXException {
        error(violation);
    }
}
