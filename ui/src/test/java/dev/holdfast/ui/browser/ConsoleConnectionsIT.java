package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that misuse connections of the console while a person opens a page. */
class ConsoleConnectionsIT extends BrowserTest {
    /** The console closes further connections from the address. */
    private static final int CONNECTIONS_PER_ADDRESS = 1000;

    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void idle_and_slow_clients_do_not_keep_pages_from_people() throws IOException {
        List<Socket> slow = open("127.0.0.5", 100, "GET / HTTP/1.1\r\nHost: ");
        List<Socket> idle = open("127.0.0.6", CONNECTIONS_PER_ADDRESS + 50, "");

        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            assertOpened(page, "overview");
        }

        for (Socket client : idle.subList(CONNECTIONS_PER_ADDRESS, idle.size())) {
            assertThat(received(client)).isEmpty();
        }
        for (Socket client : slow) {
            assertThat(received(client)).isEmpty();
        }
    }

    @Test
    void http_2_is_refused_and_the_connection_closed() throws IOException {
        Socket client = open("127.0.0.7", 1, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")
                .getFirst();

        assertThat(received(client)).startsWith("HTTP/2.0 501 ");
    }

    /** Opens connections from an address and sends {@code sent} on each. */
    private List<Socket> open(String address, int count, String sent) throws IOException {
        int port = URI.create(console.url()).getPort();
        List<Socket> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket client = new Socket("localhost", port, InetAddress.getByName(address), 0);
            client.setSoTimeout(60_000);
            client.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            opened.add(client);
            clients.add(client);
        }
        return opened;
    }

    /** Reads until the console closes the connection. */
    private static String received(Socket client) throws IOException {
        try {
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }
}
