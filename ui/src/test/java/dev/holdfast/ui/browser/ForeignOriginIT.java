package dev.holdfast.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A page of another origin cannot open a WebSocket with the person's session, and cannot read a response. Such a page could in Mender
 * (CVE-2022-29555). The console refuses all WebSockets.
 */
class ForeignOriginIT extends BrowserTest {
    /** Paths to try, among them those of Vaadin's server push. */
    private static final List<String> ENDPOINTS = List.of(
            "/",
            "/c/contoso",
            "/?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket",
            "/VAADIN/push?v-uiId=0&X-Atmosphere-Transport=websocket",
            "/PUSH",
            "/back-channel-logout");

    /** JavaScript that returns whether a WebSocket opens. */
    private static final String OPENS = """
            address => new Promise(resolve => {
              const socket = new WebSocket(address);
              socket.onopen = () => resolve(true);
              socket.onerror = () => resolve(false);
            })""";

    /** JavaScript that returns whether a script can read a response. */
    private static final String READS = """
            address => fetch(address, {credentials: 'include'}).then(answer => answer.text()).then(() => true, () => false)""";

    @Test
    void another_origin_opens_no_socket_and_reads_no_response() throws IOException {
        HttpServer attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        attacker.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>You won</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        attacker.start();
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            page.navigate("http://127.0.0.1:" + attacker.getAddress().getPort() + "/");
            for (String endpoint : ENDPOINTS) {
                assertThat(page.evaluate(OPENS, socket(endpoint))).as(endpoint).isEqualTo(false);
                assertThat(page.evaluate(READS, console.url() + endpoint))
                        .as(endpoint)
                        .isEqualTo(false);
            }
        } finally {
            attacker.stop(0);
        }
    }

    /** Sends the session cookie with the console's origin, another origin, and none ({@code null}). */
    @Test
    void every_websocket_handshake_is_refused() {
        String cookies;
        try (Page page = chromium.open(ColorScheme.LIGHT, WIDTH, HEIGHT)) {
            chromium.visit(page, console.url() + "/c/contoso");
            cookies = page.context().cookies().stream()
                    .map((Cookie cookie) -> cookie.name + "=" + cookie.value)
                    .collect(Collectors.joining("; "));
        }
        assertThat(cookies).contains("JSESSIONID");
        HttpClient client = HttpClient.newHttpClient();
        try {
            for (String origin : List.of("https://attacker.example", "null", console.url())) {
                for (String endpoint : ENDPOINTS) {
                    assertThatThrownBy(() -> client.newWebSocketBuilder()
                                    .header("Origin", origin)
                                    .header("Cookie", cookies)
                                    .buildAsync(URI.create(socket(endpoint)), new WebSocket.Listener() {})
                                    .join())
                            .as(origin + " " + endpoint)
                            .isInstanceOf(CompletionException.class)
                            .hasCauseInstanceOf(WebSocketHandshakeException.class);
                }
            }
        } finally {
            // close() would wait for responses to failed handshakes.
            client.shutdownNow();
        }
    }

    private String socket(String endpoint) {
        return console.url().replace("http://", "ws://") + endpoint;
    }
}
