package dev.holdfast.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Page;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Client of the operator API for one user. Paths are relative to {@link OperatorApi#BASE}, without a leading slash. */
public final class OperatorClient {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final URI api;
    private final Supplier<String> token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * @param settings has the address of the API
     * @param token supplies a valid access token
     */
    public OperatorClient(Settings settings, Supplier<String> token) {
        this(settings.http(Port.API, ""), token);
    }

    /**
     * @param api address of the API, without a path
     * @param token supplies a valid access token
     */
    public OperatorClient(URI api, Supplier<String> token) {
        this.api = api;
        this.token = token;
    }

    /** Sends GET, as {@link #get}. Returns empty if the resource does not exist or the user may not see it (status 404). */
    public Optional<JsonNode> find(String path) {
        HttpResponse<String> answer = send(request(path).GET().build());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        return Optional.of(rows(body(answer)));
    }

    /**
     * Sends GET. Returns the JSON document, or the rows of a list's page.
     *
     * @throws CannotContinue for any status but 2xx
     */
    public JsonNode get(String path) {
        return rows(body(send(request(path).GET().build())));
    }

    /** Returns the rows if a document is a {@link Page}; other documents are returned unchanged. */
    private static JsonNode rows(JsonNode document) {
        return document.size() == 2 && document.has("items") && document.has("next") ? document.get("items") : document;
    }

    /**
     * Sends POST with a record of the contract as JSON.
     *
     * @throws CannotContinue for any status but 2xx
     */
    public JsonNode post(String path, Object record) {
        return post(path, "application/json", json(record));
    }

    /** Returns a record of the contract as JSON. */
    public static byte[] json(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Sends POST with a body of the given media type.
     *
     * @throws CannotContinue for any status but 2xx
     */
    public JsonNode post(String path, String type, byte[] content) {
        return body(send(request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build()));
    }

    /** Sends GET. Returns the response with any status. */
    public HttpResponse<String> raw(String path) {
        return send(request(path).GET().build());
    }

    /**
     * Sends a request. Returns the response with any status.
     *
     * @param key idempotency key, so that the request can be repeated. Empty for none
     * @throws CannotContinue if no response arrives
     */
    public HttpResponse<String> raw(String method, String path, String type, byte[] content, String key) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(content));
        return send((key.isEmpty() ? request : request.header("Idempotency-Key", key)).build());
    }

    /** Downloads a file. */
    public byte[] bytes(String path) {
        return send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + OperatorApi.BASE + path.replace(" ", "%20")))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token.get());
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new CannotContinue("Cannot reach the operator API at %s: %s.".formatted(request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    /** Encodes a name as a path segment. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode body(HttpResponse<String> answer) {
        JsonNode body = parse(answer);
        if (answer.statusCode() / 100 != 2) {
            // Members of a problem document (RFC 9457) that people can read.
            String why = Stream.of("detail", "title")
                    .map(member -> body.path(member).asText())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse(answer.body());
            throw new CannotContinue("%s (%s %s returned %d)"
                    .formatted(why, answer.request().method(), answer.uri().getPath(), answer.statusCode()));
        }
        return body;
    }

    private static JsonNode parse(HttpResponse<String> answer) {
        try {
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new CannotContinue(
                    "%s returned %d and a body that is not JSON.".formatted(answer.uri(), answer.statusCode()), e);
        }
    }
}
