package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.Operator;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends the requests of {@code expected-responses.csv} with the JDK's HTTP client, which is fast enough for thousands of requests. */
public final class Client {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Client() {}

    /** Sends a request and waits for the response. */
    public static HttpResponse<String> ask(@Nullable Operator who, Request request, SampleIds ids) {
        return start(who, request, ids).join();
    }

    /** Reads an absolute address. */
    static HttpResponse<String> get(Operator who, String address) {
        return CLIENT.sendAsync(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", who.authorization())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .join();
    }

    /** Sends a request. */
    static CompletableFuture<HttpResponse<String>> start(@Nullable Operator who, Request request, SampleIds ids) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port).resolve(request.path(ids)));
        if (request.mediaType().isEmpty()) {
            sent.method(request.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            sent.header("Content-Type", request.mediaType())
                    .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body(ids)));
        }
        if (who != null) {
            sent.header("Authorization", who.authorization());
        }
        return CLIENT.sendAsync(sent.build(), HttpResponse.BodyHandlers.ofString());
    }
}
