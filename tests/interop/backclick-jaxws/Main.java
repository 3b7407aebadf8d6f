package server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import javax.xml.ws.Endpoint;

/** Serves the mailing system on a free port of 127.0.0.1, and what it received beside it. */
public final class Main {
    public static void main(String[] arguments) throws Exception {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        HttpServer server = HttpServer.create(free, 0);
        server.setExecutor(Executors.newCachedThreadPool());
        MailingSystem system = new MailingSystem();
        Endpoint.create(system).publish(server.createContext("/bc/rpc/soap/"));
        server.createContext("/received", exchange -> tell(exchange, system.received()));
        server.start();
        System.out.println("listening on 127.0.0.1:" + server.getAddress().getPort());
        // It ends when its standard input does: even if the test is killed, no server is left behind.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static void tell(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
