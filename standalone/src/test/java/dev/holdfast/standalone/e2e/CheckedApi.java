package dev.holdfast.standalone.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.contract.check.ApiResponse;
import dev.holdfast.contract.check.DocumentedApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Proxy in front of the operator API that checks each response against the OpenAPI document of the server. Clients, scripts and the console
 * of end-to-end tests use it. If the API breaks a connection, the proxy breaks the connection of the client.
 */
final class CheckedApi implements AutoCloseable {
    /** JVM option with which the console uses the proxy. */
    static final String CONSOLE_OPTION = "-Dquarkus.rest-client.operator-api.url=";

    /** Headers of a single connection. The HTTP client and server of the JDK set their own. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "date",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "transfer-encoding",
            "upgrade");

    static {
        // Before the first server. Clients keep connections for up to 75 s.
        System.setProperty("sun.net.httpserver.idleInterval", "90");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final URI api;
    private final HttpServer server;
    private final Queue<String> differences = new ConcurrentLinkedQueue<>();
    private @Nullable HttpClient client;
    private @Nullable DocumentedApi document;

    private CheckedApi(URI api, HttpServer server) {
        this.api = api;
        this.server = server;
    }

    /**
     * Starts a proxy on a free port.
     *
     * @param api address of the API, without a path. The API may start later
     */
    static CheckedApi of(URI api) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            CheckedApi proxy = new CheckedApi(api, server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", proxy::forward);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address of the proxy, without a path. */
    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Fails if a response since the last call differed from the document. */
    void requireDocumented() {
        StringBuilder found = new StringBuilder();
        for (String next = differences.poll(); next != null; next = differences.poll()) {
            found.append('\n').append(next);
        }
        if (!found.isEmpty()) {
            throw new AssertionError("Responses differ from the OpenAPI document:" + found);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Forwards a request and its response. After an exception, the server closes the connection. */
    private void forward(HttpExchange exchange) throws IOException {
        HttpResponse<InputStream> response = send(request(exchange));
        response.headers().map().forEach((name, values) -> {
            if (isForwarded(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (InputStream body = response.body()) {
            if (ApiResponse.isJson(type)) {
                byte[] json = body.readAllBytes();
                check(exchange, response, type, new String(json, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(response.statusCode(), json.length == 0 ? -1 : json.length);
                exchange.getResponseBody().write(json);
            } else {
                check(exchange, response, type, "");
                long length =
                        response.headers().firstValueAsLong("Content-Length").orElse(-1);
                forward(exchange, response.statusCode(), length, body);
            }
        }
        exchange.close();
    }

    /** Forwards a body piece by piece, because events have no end. */
    private static void forward(HttpExchange exchange, int status, long length, InputStream body) throws IOException {
        if (length == 0 || status == 204 || status == 304) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, Math.max(length, 0));
        OutputStream out = exchange.getResponseBody();
        out.flush();
        byte[] piece = new byte[16 * 1024];
        for (int size = body.read(piece); size >= 0; size = body.read(piece)) {
            out.write(piece, 0, size);
            out.flush();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        boolean isEmpty = content.length == 0 && !exchange.getRequestMethod().startsWith("P");
        BodyPublisher body = isEmpty ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.toString() + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), body);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isForwarded(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static boolean isForwarded(String header) {
        return !OF_CONNECTION.contains(header.toLowerCase(Locale.ROOT)) && !header.startsWith(":");
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client().send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Creates the client late, because a test may make this JVM trust the certificate of the API after it started the proxy. */
    private synchronized HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        }
        return client;
    }

    private void check(HttpExchange exchange, HttpResponse<?> response, String type, String json) throws IOException {
        URI address = exchange.getRequestURI();
        ApiResponse checked = new ApiResponse(
                exchange.getRequestMethod(),
                address.getRawPath(),
                Optional.ofNullable(address.getRawQuery()).orElse(""),
                response.statusCode(),
                response.headers().map().keySet(),
                type,
                json);
        List<String> found = document().differences(checked);
        if (!found.isEmpty()) {
            differences.add(found + " " + checked);
        }
    }

    private synchronized DocumentedApi document() throws IOException {
        if (document == null) {
            HttpResponse<InputStream> json = send(HttpRequest.newBuilder(URI.create(api + "/q/openapi?format=json"))
                    .build());
            try (InputStream body = json.body()) {
                document = new DocumentedApi(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return document;
    }
}
