package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A gateway of a thief, with the server key and the client key of the installation's gateway. It passes attestations on to the backend,
 * unless a test sets other responses, and offers any software to devices.
 */
final class ThiefsGateway implements AutoCloseable {
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int BAD_GATEWAY = 502;

    private final Vertx vertx = Vertx.vertx();
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    private final Map<String, Blob> images = new ConcurrentHashMap<>();
    private final List<Blob> evidence = new CopyOnWriteArrayList<>();
    private final List<Buffer> results = new CopyOnWriteArrayList<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final HttpClient backend;
    private final int backendPort;
    /** Manifest set of every poll; null for none. */
    private volatile @Nullable OfferedSet set;
    /** Response to every request for a challenge, instead of the backend's; null for none. */
    private volatile @Nullable Buffer challenge;
    /** Response to every attestation, instead of the backend's; null for none. */
    private volatile @Nullable Buffer result;

    ThiefsGateway(Installation installation) {
        Infrastructure keys = new Infrastructure(installation.home().keys(), Clock.systemUTC());
        backendPort = installation.settings().port(Port.INTERNAL);
        backend = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(keys.certificate(Infrastructure.AUTHORITY).toString()))
                .setKeyCertOptions(pair(keys, Infrastructure.GATEWAY_CLIENT)));
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setTrustOptions(TrustOptions.wrap(new Anyone()))
                        .setKeyCertOptions(pair(keys, Infrastructure.GATEWAY_SERVER)))
                .requestHandler(request -> request.body()
                        .compose(body -> answer(request, body))
                        .onSuccess(response -> request.response().end(response))
                        .onFailure(failure ->
                                request.response().setStatusCode(BAD_GATEWAY).end()));
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    private static PemKeyCertOptions pair(Infrastructure keys, String name) {
        return new PemKeyCertOptions()
                .addCertPath(keys.certificate(name).toString())
                .addKeyPath(keys.key(name).toString());
    }

    URI uri() {
        return URI.create("https://localhost:" + server.actualPort());
    }

    /** Offers a manifest set to every device that polls. */
    void offer(Blob manifestSet) {
        offer(OfferedSet.of(manifestSet));
    }

    /** Offers a manifest set and a list of devices to every device that polls. */
    void offer(OfferedSet manifestSet) {
        set = manifestSet;
    }

    void addImage(String image, Blob content) {
        images.put(image, content);
    }

    /** Answers each request for a challenge with {@code response}. */
    void answerChallenges(Object response) throws JsonProcessingException {
        challenge = Buffer.buffer(json.writeValueAsBytes(response));
    }

    /** Answers each attestation with {@code response}; null to ask the backend again. */
    void answerAttestations(@Nullable Buffer response) {
        result = response;
    }

    /** Evidence that devices sent, oldest first. */
    List<Blob> evidence() {
        return evidence;
    }

    /** Responses of the backend to attestations, oldest first. */
    List<Buffer> results() {
        return results;
    }

    /** Reports that devices sent, as JSON, oldest first. */
    List<String> reports() {
        return reports;
    }

    private Future<Buffer> answer(HttpServerRequest request, Buffer body) {
        String path = request.path().substring(DeviceProtocol.BASE.length());
        try {
            X509Certificate peer =
                    (X509Certificate) request.connection().peerCertificates().getFirst();
            DeviceId device =
                    DeviceId.parse(peer.getSubjectX500Principal().getName().substring("CN=".length()));
            P256PublicKey key = P256PublicKey.of((ECPublicKey) peer.getPublicKey());
            return switch (path) {
                case "challenge" -> challenge(new InternalApi.ChallengeRequest(device, key));
                case "attest" -> attest(device, key, Blob.of(body.getBytes()));
                case "update" -> set(request);
                case "reports/update", "reports/batch", "reports/event" -> {
                    reports.add(body.toString());
                    request.response().setStatusCode(NO_CONTENT);
                    yield Future.succeededFuture(Buffer.buffer());
                }
                default -> image(request, path.substring("images/".length()));
            };
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Buffer> challenge(InternalApi.ChallengeRequest request) throws JsonProcessingException {
        Buffer own = challenge;
        return own == null ? post("challenges", request) : Future.succeededFuture(own);
    }

    private Future<Buffer> attest(DeviceId device, P256PublicKey key, Blob sent) throws JsonProcessingException {
        evidence.add(sent);
        Buffer own = result;
        return own == null
                ? post("attestations", new InternalApi.AttestRequest(device, key, sent, "127.0.0.1"))
                        .onSuccess(results::add)
                : Future.succeededFuture(own);
    }

    private Future<Buffer> set(HttpServerRequest request) {
        OfferedSet offered = set;
        if (offered == null) {
            request.response().setStatusCode(NO_CONTENT);
            return Future.succeededFuture(Buffer.buffer());
        }
        request.response()
                .putHeader(
                        DeviceProtocol.MANIFEST_SET_LENGTH,
                        Integer.toString(offered.signed().length()));
        return Future.succeededFuture(Buffer.buffer(offered.signed().bytes())
                .appendBytes(offered.members().bytes()));
    }

    private Future<Buffer> image(HttpServerRequest request, String image) {
        Blob content = images.get(image);
        if (content == null) {
            request.response().setStatusCode(NOT_FOUND);
            return Future.succeededFuture(Buffer.buffer());
        }
        return Future.succeededFuture(Buffer.buffer(content.bytes()));
    }

    private Future<Buffer> post(String path, Object body) throws JsonProcessingException {
        Buffer sent = Buffer.buffer(json.writeValueAsBytes(body));
        return backend.request(HttpMethod.POST, backendPort, "localhost", InternalApi.BASE + path)
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(sent))
                .compose(HttpClientResponse::body);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Accepts every client certificate. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
