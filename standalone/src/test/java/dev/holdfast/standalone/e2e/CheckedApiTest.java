package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckedApiTest {
    private static final String DOCUMENT = """
            {"paths": {
              "/api/v1/me": {
                "get": {"responses": {"200": {"headers": {"ETag": {"required": true}}, "content": {"application/json": {"schema": {
                  "type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}}}}},
                "post": {"responses": {"204": {}}}},
              "/api/v1/events": {"get": {"responses": {"200": {"content": {"text/event-stream": {"schema": {}}}}}}}
            }}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch read = new CountDownLatch(1);
    private HttpServer api;
    private CheckedApi proxy;

    private String me = "{\"name\": \"olivia\"}";

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/q/openapi", exchange -> respond(exchange, "application/json", DOCUMENT));
        api.createContext("/api/v1/me", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                me = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        + exchange.getRequestHeaders().getFirst("Authorization")
                        + exchange.getRequestURI();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            } else {
                respond(exchange, "application/json;charset=UTF-8", me);
            }
        });
        api.createContext("/api/v1/events", this::events);
        api.createContext("/api/v1/secret", exchange -> respond(exchange, "application/json", "{}"));
        api.start();
        proxy = CheckedApi.of(URI.create("http://localhost:" + api.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        proxy.close();
        api.stop(0);
        client.close();
    }

    private static void respond(HttpExchange exchange, String type, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Sends one event, and the next one after the client has read the first. */
    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            read.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseBody().write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    @Test
    void a_documented_response_is_forwarded() throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(get("/api/v1/me"), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(me);
        assertThat(response.headers().allValues("ETag")).containsExactly("\"1\"");
        assertThatCode(proxy::requireDocumented).doesNotThrowAnyException();
    }

    @Test
    void a_response_that_differs_is_forwarded_and_reported_once() throws IOException, InterruptedException {
        me = "{\"name\": null}";

        assertThat(client.send(get("/api/v1/me?a=b"), BodyHandlers.ofString()).body())
                .isEqualTo(me);
        assertThatThrownBy(proxy::requireDocumented)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /api/v1/me?a=b returned 200")
                .hasMessageContaining("name: null found, string expected");
        assertThatCode(proxy::requireDocumented).doesNotThrowAnyException();
    }

    @Test
    void an_operation_that_is_not_documented_is_reported() throws IOException, InterruptedException {
        client.send(get("/api/v1/secret"), BodyHandlers.ofString());

        assertThatThrownBy(proxy::requireDocumented).hasMessageContaining("the operation is not documented");
    }

    @Test
    void bodies_and_headers_of_requests_are_forwarded() throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(URI.create(proxy.address() + "/api/v1/me?q=%20%2F"))
                .header("Authorization", "Bearer x")
                .POST(HttpRequest.BodyPublishers.ofString("body "))
                .build();

        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        assertThat(me).isEqualTo("body Bearer x/api/v1/me?q=%20%2F");
        assertThatCode(proxy::requireDocumented).doesNotThrowAnyException();
    }

    @Test
    void events_are_forwarded_at_once() throws IOException, InterruptedException {
        try (InputStream events =
                client.send(get("/api/v1/events"), BodyHandlers.ofInputStream()).body()) {
            assertThat(new String(events.readNBytes(9), StandardCharsets.UTF_8)).isEqualTo("data: 1\n\n");
            read.countDown();
            assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void a_stopped_api_breaks_the_connection() {
        api.stop(0);

        assertThatThrownBy(() -> client.send(get("/api/v1/me"), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(proxy.address() + path)).build();
    }
}
