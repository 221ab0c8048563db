package dev.holdfast.gateway.est;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceIdentity;
import dev.holdfast.gateway.edge.Responses;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes of EST: {@code cacerts}, {@code csrattrs}, {@code simpleenroll} and {@code simplereenroll}. */
@Singleton
final class EstRoutes {
    /** Time for the response of the backend, after which the device gets status 503. */
    private static final int MAX_MILLIS = 20_000;
    /** Maximum size of a body in bytes: base64 of the longest certificate request, with line breaks. */
    private static final int MAX_BODY = 2 * DeviceProtocol.MAX_CERTIFICATE_REQUEST;

    private static final int LINE = 64;
    /** Breaks lines after 64 characters, because some clients cannot decode longer lines or text without a line break. */
    private static final Base64.Encoder BASE64 =
            Base64.getMimeEncoder(LINE, "\r\n".getBytes(StandardCharsets.US_ASCII));
    /**
     * Response to {@code csrattrs} (RFC 7030 §4.5.2), DER of SEQUENCE { SEQUENCE { ecPublicKey, SET { prime256v1 } }, ecdsa-with-SHA256 }.
     */
    private static final byte[] ATTRIBUTES =
            HexFormat.of().parseHex("3021301506072a8648ce3d0201310a06082a8648ce3d03010706082a8648ce3d040302");

    private final BackendClient backend;
    private final BackendOutcomes outcomes;

    EstRoutes(BackendClient backend, BackendOutcomes outcomes) {
        this.backend = backend;
        this.outcomes = outcomes;
    }

    void mount(@Observes Router router) {
        addTo(router);
    }

    /** Adds the routes to a router that {@link DeviceGate} guards. */
    void addTo(Router router) {
        router.get(DeviceProtocol.EST + "cacerts")
                .handler(TimeoutHandler.create(MAX_MILLIS, 503))
                .handler(this::authorities);
        router.get(DeviceProtocol.EST + "csrattrs")
                .handler(request -> answer(request, DeviceProtocol.CSR_ATTRIBUTES, ATTRIBUTES));
        for (String operation : new String[] {"simpleenroll", "simplereenroll"}) {
            router.post(DeviceProtocol.EST + operation)
                    .handler(TimeoutHandler.create(MAX_MILLIS, 503))
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                    .handler(this::enrol);
        }
    }

    private void authorities(RoutingContext request) {
        DeviceIdentity identity = DeviceGate.identity(request);
        (identity instanceof DeviceIdentity.General chip
                        ? backend.authorities(new InternalApi.AuthoritiesRequest(chip.device(), chip.key()))
                        : backend.authorities(identity.witness()))
                .onComplete(found -> answer(request, found), failure -> fail(request, failure));
    }

    private void enrol(RoutingContext request) {
        @Nullable String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase(DeviceProtocol.CERTIFICATE_REQUEST)) {
            Responses.badRequest(
                    request,
                    "A certificate request must have the media type " + DeviceProtocol.CERTIFICATE_REQUEST + ".");
            return;
        }
        Optional<Blob> certificateRequest = decoded(request.body().asString());
        if (certificateRequest.isEmpty()) {
            Responses.badRequest(
                    request,
                    "The body is empty or not base64. Send the DER of the request in base64, without PEM header and footer.");
            return;
        }
        backend.enrol(enrolment(
                        DeviceGate.identity(request), certificateRequest.get(), DeviceGate.keyExchange(request)))
                .onComplete(issued -> answer(request, issued), failure -> fail(request, failure));
    }

    private static EnrolRequest enrolment(DeviceIdentity identity, Blob request, KeyExchange keyExchange) {
        return switch (identity) {
            case DeviceIdentity.General chip -> new EnrolRequest(chip.device(), chip.key(), null, request, keyExchange);
            case DeviceIdentity.Update update ->
                new EnrolRequest(update.device(), null, EnrolRequest.Use.UPDATE, request, keyExchange);
            case DeviceIdentity.Customer customer ->
                new EnrolRequest(customer.device(), null, EnrolRequest.Use.CUSTOMER, request, keyExchange);
        };
    }

    /** Decodes base64; white space is allowed (RFC 8951 §3.1). */
    static Optional<Blob> decoded(@Nullable String body) {
        try {
            String base64 = body == null ? "" : body.replaceAll("[ \t\r\n]", "");
            return base64.isEmpty() ? Optional.empty() : Optional.of(Blob.parse(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void answer(RoutingContext request, InternalApi.Certificates certificates) {
        if (!request.response().ended()) {
            answer(
                    request,
                    DeviceProtocol.CERTIFICATES,
                    certificates.certificates().bytes());
        }
    }

    /** Sends a response. Header names are capitalized because libest's client ignores lower-case names. */
    private static void answer(RoutingContext request, String type, byte[] body) {
        byte[] base64 = (BASE64.encodeToString(body) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        request.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Length", Integer.toString(base64.length))
                // Obsolete (RFC 8951 §3.1), but some clients decode nothing without it.
                .putHeader("Content-Transfer-Encoding", "base64")
                .end(Buffer.buffer(base64));
    }

    private void fail(RoutingContext request, Throwable failure) {
        if (request.response().ended()) {
            return;
        }
        if (failure instanceof BackendFailure.Rejected rejected
                && rejected.explanation().isPresent()) {
            Responses.badRequest(request, rejected.explanation().get());
        } else {
            outcomes.answer(request, failure);
        }
    }
}
