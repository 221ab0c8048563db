package dev.holdfast.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A load client for the device protocol: BoringSSL, TLS 1.3, {@code TCP_NODELAY}. Every new connection is a full handshake.
 *
 * @param port port of the server on the loopback address
 * @param ca PEM file with the certificate of the CA that issued the server's certificate
 */
record DeviceLoad(Vertx vertx, int port, Path ca) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().findAndAddModules().build();

    /** Path of a poll by a device without a manifest set. */
    private static final String POLL = DeviceProtocol.BASE + "update?have=0&digest=";

    /** Returns a client with the certificate {@code identity}. With {@code keepAlive}, it reuses one connection. */
    HttpClient client(PemKeyCertOptions identity, boolean keepAlive) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setDefaultHost("localhost")
                .setDefaultPort(port)
                .setKeyCertOptions(identity)
                .setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setSslEngineOptions(new OpenSSLEngineOptions().setSessionCacheEnabled(false))
                .setTcpNoDelay(true)
                .setKeepAlive(keepAlive)
                .setMaxPoolSize(1));
    }

    /** Returns a client for TLS sockets that connect from the local address {@code address}. */
    NetClient sockets(PemKeyCertOptions identity, String address) {
        return vertx.createNetClient(new NetClientOptions()
                .setSsl(true)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setKeyCertOptions(identity)
                .setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setSslEngineOptions(new OpenSSLEngineOptions().setSessionCacheEnabled(false))
                .setTcpNoDelay(true)
                .setLocalAddress(address));
    }

    /** Sends GET on a new connection and expects status 204. Returns the connection, which stays open. */
    Future<NetSocket> hold(NetClient client, String path) {
        return client.connect(port, "localhost").compose(socket -> {
            Promise<NetSocket> answered = Promise.promise();
            socket.closeHandler(_ -> answered.tryFail("the gateway closed a connection"));
            socket.handler(answer -> {
                if (answer.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 204 ")) {
                    answered.tryComplete(socket);
                } else {
                    answered.tryFail("expected status 204, got: " + answer);
                }
            });
            return socket.write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path))
                    .compose(_ -> answered.future());
        });
    }

    /**
     * Polls as a device without a manifest set and receives the current set. Returns the path with which a device polls that already has
     * this set. The path contains the digest of the set.
     */
    String upToDatePoll(PemKeyCertOptions identity) {
        HttpClient client = client(identity, true);
        return client.request(HttpMethod.GET, POLL)
                .compose(request -> request.send())
                .compose(response -> response.body())
                .map(set -> POLL + Digest.sha256(set.getBytes()).hex())
                .eventually(() -> client.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Sends GET and expects status 204. */
    Future<Void> poll(HttpClient client, String path) {
        return client.request(HttpMethod.GET, path)
                .compose(request -> request.send())
                .compose(response -> expect(response, 204))
                .mapEmpty();
    }

    /** Sends GET, waits for the response and returns its status. */
    int status(HttpClient client, String path) {
        return client.request(HttpMethod.GET, path)
                .compose(request -> request.send())
                .compose(response -> response.body().map(_ -> response.statusCode()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Waits until the gateway serves an image to all devices, because it knows that their manifest set has the image. */
    void awaitImage(List<PemKeyCertOptions> identities, ImageId image) {
        for (PemKeyCertOptions identity : identities) {
            HttpClient client = client(identity, true);
            Updates.await("the gateway serves the image", () -> status(client, path(image)) == 200);
            client.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Waits until the gateway offers a manifest set to a device. */
    void awaitSet(PemKeyCertOptions identity) {
        HttpClient client = client(identity, true);
        Updates.await("the gateway offers a set", () -> status(client, POLL) == 200);
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Downloads an image or a file and expects a length in bytes. */
    Future<Void> download(HttpClient client, String path, int length) {
        return client.request(HttpMethod.GET, path)
                .compose(request -> request.send())
                .compose(response -> expect(response, 200))
                .compose(body -> body.length() == length
                        ? Future.succeededFuture()
                        : Future.failedFuture("%s has %d bytes".formatted(path, body.length())));
    }

    /** Returns the path of an image. */
    static String path(ImageId image) {
        return DeviceProtocol.BASE + "images/" + image.text();
    }

    /**
     * Does the requests of an update on a new connection of {@code client}: receives a manifest set, downloads an image, and reports the
     * installation. Closes the connection afterwards.
     *
     * @param length length of the image in bytes
     * @param version version of the manifest set
     */
    Future<Void> update(HttpClient client, ImageId image, int length, long version) {
        return client.request(HttpMethod.GET, POLL).compose(request -> {
            HttpConnection connection = request.connection();
            return request.send()
                    .compose(response -> expect(response, 200))
                    .compose(_ -> download(client, path(image), length))
                    .compose(_ -> reportInstalled(client, version))
                    .eventually(() -> connection.close());
        });
    }

    private static Future<Void> reportInstalled(HttpClient client, long version) {
        Buffer report =
                Buffer.buffer("""
                [{"id":"%s","at":"%s","kind":"UPDATE_INSTALLED","detail":{"manifestVersion":"%d"}}]""".formatted(UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.SECONDS), version));
        return client.request(HttpMethod.POST, DeviceProtocol.BASE + "reports/batch")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(report))
                .compose(response -> expect(response, 204))
                .mapEmpty();
    }

    /** Renews the client's certificate by EST. */
    Future<Void> renew(HttpClient client, Buffer request) {
        return client.request(HttpMethod.POST, DeviceProtocol.EST + "simplereenroll")
                .compose(open -> open.putHeader("content-type", DeviceProtocol.CERTIFICATE_REQUEST)
                        .send(request))
                .compose(response -> expect(response, 200))
                .mapEmpty();
    }

    /** Attests on a new connection of {@code client}: requests a challenge and sends evidence. Closes the connection afterwards. */
    Future<AttestResponse> attest(HttpClient client, BenchDevice device, List<Measurement> measurements) {
        return client.request(HttpMethod.POST, DeviceProtocol.BASE + "challenge")
                .compose(request -> {
                    HttpConnection connection = request.connection();
                    return post(request, "application/json", Buffer.buffer(), Challenge.class)
                            .compose(challenge -> client.request(HttpMethod.POST, DeviceProtocol.BASE + "attest")
                                    .compose(next -> post(
                                            next,
                                            EvidenceKind.PLUTON.mediaType(),
                                            Buffer.buffer(device.evidence(challenge.nonce(), measurements)),
                                            AttestResponse.class)))
                            .eventually(() -> connection.close());
                });
    }

    private static <T> Future<T> post(HttpClientRequest request, String type, Buffer body, Class<T> answer) {
        return request.putHeader("content-type", type)
                .send(body)
                .compose(response -> expect(response, 200))
                .compose(buffer -> parse(buffer, answer));
    }

    /** Returns the body, or a failure if the status differs. */
    private static Future<Buffer> expect(HttpClientResponse response, int status) {
        return response.body()
                .compose(body -> response.statusCode() == status
                        ? Future.succeededFuture(body)
                        : Future.failedFuture("HTTP " + response.statusCode() + ": " + body));
    }

    private static <T> Future<T> parse(Buffer body, Class<T> type) {
        try {
            return Future.succeededFuture(JSON.readValue(body.getBytes(), type));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }
}
