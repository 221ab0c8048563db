package dev.holdfast.gateway.backend;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.tls.CertificateFiles;
import dev.holdfast.gateway.tls.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Client of the internal device API; {@link InternalApi} describes the paths. Futures complete on the caller's
 * context and fail only with a {@link BackendFailure}.
 */
@Singleton
public final class BackendClient {
    /** Time for the response of a long poll after its wait has ended. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final BackendHttp requests;
    private final BackendHttp longPoll;
    private final BackendSettings settings;

    BackendClient(Vertx vertx, BackendSettings settings, TlsSettings tls, ObjectMapper json) {
        this.settings = settings;
        KeyCertOptions certificate = KeyCertOptions.wrap(
                CertificateFiles.watch(vertx, settings.certificate(), settings.key(), tls.checkInterval()));
        requests = BackendHttp.open(vertx, settings, certificate, json, settings.connections());
        longPoll = BackendHttp.open(vertx, settings, certificate, json, 1);
    }

    /** Returns the root for the verification of device certificates. */
    public Future<InternalApi.Authority> authority() {
        return get("authority", InternalApi.Authority.class);
    }

    /** Requests a challenge; the JSON is passed to the device unchanged. */
    public Future<Buffer> challenge(InternalApi.ChallengeRequest request) {
        return requests.send(HttpMethod.POST, "challenges", request, settings.requestTimeout());
    }

    /** Submits evidence; the JSON is passed to the device unchanged. */
    public Future<Buffer> attest(InternalApi.AttestRequest request) {
        return requests.send(HttpMethod.POST, "attestations", request, settings.requestTimeout());
    }

    /** Requests a certificate. The explanation of a {@link BackendFailure.Rejected} is meant for the device. */
    public Future<InternalApi.Certificates> enrol(InternalApi.EnrolRequest request) {
        return post("enrolments", request, InternalApi.Certificates.class);
    }

    /** Returns the CAs of a device's catalog to a device that connected with its general key. */
    public Future<InternalApi.Certificates> authorities(InternalApi.AuthoritiesRequest request) {
        return post("authorities", request, InternalApi.Certificates.class);
    }

    /** Returns the CAs of a device's catalog to a device that connected with a certificate. */
    public Future<InternalApi.Certificates> authorities(InternalApi.Witness witness) {
        return get(
                "devices/" + witness.device().text() + "/authorities?" + witness.query(),
                InternalApi.Certificates.class);
    }

    /** Returns the catalog, group, chip model and revocations of a device. */
    public Future<InternalApi.Assignment> assignment(InternalApi.Witness witness) {
        return get(
                "devices/" + witness.device().text() + "/assignment?" + witness.query(), InternalApi.Assignment.class);
    }

    /**
     * Returns the target of a group's devices.
     *
     * @param part chip model (SKU) of the devices; empty if the manufacturer provided none
     * @param witness one of these devices
     */
    public Future<InternalApi.Target> target(UUID group, String part, InternalApi.Witness witness) {
        String query = "?part=" + URLEncoder.encode(part, StandardCharsets.UTF_8) + "&" + query(witness);
        return get("groups/" + group + "/target" + query, InternalApi.Target.class);
    }

    /**
     * Downloads a chunk of an image of a group's target.
     *
     * @param index index of the chunk, from 0
     * @param witness a device of the group
     */
    public Future<Buffer> imageChunk(
            UUID group, InternalApi.TargetImage image, int index, InternalApi.Witness witness) {
        String path = "groups/" + group + "/images/" + image.image().text() + "?chunk=" + index + "&" + query(witness);
        long start = (long) index * InternalApi.IMAGE_CHUNK;
        long length = Math.min(image.length() - start, InternalApi.IMAGE_CHUNK);
        return requests.send(HttpMethod.GET, path, null, settings.requestTimeout())
                .compose(bytes -> bytes.length() == length
                        ? Future.succeededFuture(bytes)
                        : Future.failedFuture(new BackendFailure.Unavailable(
                                "chunk " + index + " of image " + image.image() + " has a wrong length")));
    }

    /** Submits the last contacts of devices. */
    public Future<Void> contacts(List<InternalApi.Contact> contacts) {
        return requests.send(HttpMethod.POST, "contacts", new InternalApi.Contacts(contacts), settings.requestTimeout())
                .mapEmpty();
    }

    /**
     * Submits reports. On success, the backend has stored all reports, except reports of the returned devices.
     */
    public Future<InternalApi.ReportsNotStored> reports(List<InternalApi.Report> reports) {
        return requests.send(HttpMethod.POST, "reports", new InternalApi.Reports(reports), settings.requestTimeout())
                .compose(body -> body.length() == 0
                        ? Future.succeededFuture(new InternalApi.ReportsNotStored(List.of(), List.of()))
                        : requests.decoded(body, InternalApi.ReportsNotStored.class));
    }

    /**
     * Returns the changes of cacheable data after a position.
     *
     * @param after {@code next} of the last response; null to get only the newest position, without a wait
     * @param waits whether the backend waits for a change when there is none yet
     */
    public Future<InternalApi.Changes> changes(@Nullable String after, boolean waits) {
        Duration wait = after == null || !waits ? Duration.ZERO : Duration.ofSeconds(InternalApi.MAX_WAIT_SECONDS);
        String path = after == null ? "changes" : "changes?after=" + after + "&wait=" + wait.toSeconds();
        return longPoll.send(HttpMethod.GET, path, null, wait.plus(GRACE))
                .compose(body -> longPoll.decoded(body, InternalApi.Changes.class));
    }

    private static String query(InternalApi.Witness witness) {
        return "device=" + witness.device().text() + "&" + witness.query();
    }

    private <T> Future<T> get(String path, Class<T> type) {
        return requests.send(HttpMethod.GET, path, null, settings.requestTimeout())
                .compose(body -> requests.decoded(body, type));
    }

    private <T> Future<T> post(String path, Object body, Class<T> type) {
        return requests.send(HttpMethod.POST, path, body, settings.requestTimeout())
                .compose(answer -> requests.decoded(answer, type));
    }
}
