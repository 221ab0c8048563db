package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.id.Nonce;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of every device request: identifies the device, applies rate limits, refuses chips that the backend does not accept,
 * looks up the device's admission state, and asks the admission policy. Admitted requests have an {@link #identity}. Later handlers need no
 * further check. Most decisions need no request to the backend, because admission states are cached and the change stream invalidates them.
 */
@Singleton
public final class DeviceGate {
    private static final Logger LOG = Logger.getLogger(DeviceGate.class);
    private static final String IDENTITY = "holdfast.identity";
    private static final String KEY_EXCHANGE = "holdfast.keyExchange";
    private static final String NEW_CONNECTION = "holdfast.newConnection";
    private static final String CHALLENGE = "challenge";
    /**
     * Paths only for chips that the backend accepts, besides {@link #isUpdate}. The backend compares the chip's key
     * with the endorsement.
     */
    private static final Set<String> PATHS_FOR_ACCEPTED_CHIPS =
            Set.of(CHALLENGE, "attest", DeviceProtocol.EST + "simpleenroll", DeviceProtocol.EST + "cacerts");

    /** Order of the gate, before all routes. */
    private static final int FIRST = -1_000;
    /** Order of the 404 response, after all routes. */
    private static final int LAST = Integer.MAX_VALUE;

    private final CertificateClassifier classifier;
    private final RequestLimits limits;
    private final ChipReputation chips;
    private final AdmissionStates admissionStates;
    private final Admission admission;
    private final BackendOutcomes outcomes;
    private final Refusals refusals;
    private final LogLimit limit = new LogLimit(5);

    DeviceGate(
            CertificateClassifier classifier,
            RequestLimits limits,
            ChipReputation chips,
            AdmissionStates admissionStates,
            Admission admission,
            BackendOutcomes outcomes,
            Refusals refusals) {
        this.classifier = classifier;
        this.admissionStates = admissionStates;
        this.outcomes = outcomes;
        this.limits = limits;
        this.chips = chips;
        this.admission = admission;
        this.refusals = refusals;
    }

    /** Returns the identity of an admitted request. */
    public static DeviceIdentity identity(RoutingContext request) {
        if (request.get(IDENTITY) instanceof DeviceIdentity identity) {
            return identity;
        }
        throw new IllegalStateException("the request did not pass the gate");
    }

    /** Returns the key exchange of the connection. */
    public static KeyExchange keyExchange(RoutingContext request) {
        return request.get(KEY_EXCHANGE) instanceof KeyExchange known ? known : KeyExchange.UNKNOWN;
    }

    void mount(@Observes Router router) {
        guard(router, DeviceProtocol.BASE, DeviceProtocol.EST);
    }

    /**
     * Adds the gate before all routes of a router.
     *
     * @param bases allowed prefixes of paths; other paths are refused
     */
    public void guard(Router router, String... bases) {
        List<String> allowed = List.of(bases);
        router.route()
                .order(FIRST)
                .handler(request -> identify(request, allowed))
                .failureHandler(this::fail);
        allowed.forEach(base -> router.route(base + "*").order(LAST).handler(Responses::notFound));
    }

    private void identify(RoutingContext request, List<String> bases) {
        HttpConnection connection = request.request().connection();
        boolean isNewConnection = !CertificateClassifier.knows(connection);
        switch (classifier.classify(connection)) {
            case Classification.Accepted(var identity, var notAfter, var root) ->
                checkLimits(
                        request.put(NEW_CONNECTION, isNewConnection),
                        bases,
                        identity,
                        KeyExchangeReader.of(connection));
            case Classification.Refused(var reason, var detail) -> refusals.refuse(request, null, reason, detail);
            case Classification.Undecidable() -> Responses.unavailable(request);
        }
    }

    private void checkLimits(
            RoutingContext request, List<String> bases, DeviceIdentity identity, KeyExchange keyExchange) {
        request.put(KEY_EXCHANGE, keyExchange);
        String path = path(request, bases);
        if (!limits.allow(identity)) {
            Responses.tooMany(request);
        } else if (path == null) {
            refusals.refuse(request, identity, RefusalReason.NOT_ADMITTED, "unknown base path");
        } else {
            checkChip(request, identity, path, keyExchange);
        }
    }

    /**
     * Returns the path in the admission policy, which has no leading slash, except for EST. Returns null if it starts with none of the
     * prefixes or cannot be decoded.
     */
    private static @Nullable String path(RoutingContext request, List<String> bases) {
        String path;
        try {
            path = request.normalizedPath();
        } catch (IllegalArgumentException e) {
            return null;
        }
        for (String base : bases) {
            if (path.startsWith(base)) {
                return base.equals(DeviceProtocol.BASE) ? path.substring(base.length()) : path;
            }
        }
        return null;
    }

    private void checkChip(RoutingContext request, DeviceIdentity identity, String path, KeyExchange keyExchange) {
        if (!(identity instanceof DeviceIdentity.General chip)
                || !(PATHS_FOR_ACCEPTED_CHIPS.contains(path) || isUpdate(path))) {
            checkAdmission(request, identity, path, keyExchange);
            return;
        }
        switch (chips.decide(chip, request)) {
            case ACCEPTED -> checkAdmission(request, chip, path, keyExchange);
            case ASK -> askBackend(request, chip, path, keyExchange);
            case UNKNOWN -> refusals.refuse(request, chip, RefusalReason.UNKNOWN_CHIP, "remembered");
            case BLOCKED -> refusals.refuse(request, chip, RefusalReason.BLOCKED, "remembered");
            case TOO_MANY -> Responses.tooMany(request);
        }
    }

    /** Returns whether a path is for updates. Untrusted devices may use such a path with their general key, to repair themselves. */
    private static boolean isUpdate(String path) {
        return path.equals("update") || path.startsWith("images/");
    }

    private void askBackend(RoutingContext request, DeviceIdentity.General chip, String path, KeyExchange keyExchange) {
        if (path.equals(CHALLENGE)) {
            // The route of this path asks the backend itself.
            checkAdmission(request, chip, path, keyExchange);
            return;
        }
        // Pauses the request, because a body that arrives without a handler is lost.
        request.request().pause();
        chips.challenge(chip, request)
                .onComplete(
                        accepted -> {
                            request.request().resume();
                            checkAdmission(request, chip, path, keyExchange);
                        },
                        failure -> {
                            request.request().resume();
                            outcomes.answerFailedChallenge(request.put(IDENTITY, chip), failure);
                        });
    }

    private void checkAdmission(RoutingContext request, DeviceIdentity identity, String path, KeyExchange keyExchange) {
        if (identity instanceof DeviceIdentity.General chip && chip.attestation() == null) {
            if (isUpdate(path)) {
                nonce(request)
                        .ifPresentOrElse(
                                nonce -> checkAdmission(request, chip.with(nonce), path, keyExchange),
                                () -> refusals.refuse(
                                        request,
                                        chip,
                                        RefusalReason.NOT_ADMITTED,
                                        "no header " + DeviceProtocol.ATTESTATION_NONCE));
            } else {
                // Needs no witness: the backend checks the device and its key exchange itself.
                admit(request, chip, path, AdmissionState.UNCHECKED, keyExchange);
            }
            return;
        }
        Future<AdmissionState> admissionState = request.<Boolean>get(NEW_CONNECTION, false)
                ? admissionStates.ofNewConnection(identity)
                : admissionStates.of(identity);
        if (admissionState.succeeded()) {
            admit(request, identity, path, admissionState.result(), keyExchange);
            return;
        }
        // Pauses the request, because a body that arrives without a handler is lost.
        request.request().pause();
        admissionState.onComplete(
                known -> {
                    request.request().resume();
                    admit(request, identity, path, known, keyExchange);
                },
                failure -> {
                    request.request().resume();
                    outcomes.answer(request.put(IDENTITY, identity), failure);
                });
    }

    /** Returns the nonce in the header of the request; empty for a missing or malformed one. */
    private static Optional<Nonce> nonce(RoutingContext request) {
        try {
            return Optional.ofNullable(request.request().getHeader(DeviceProtocol.ATTESTATION_NONCE))
                    .map(Nonce::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void admit(
            RoutingContext request,
            DeviceIdentity identity,
            String path,
            AdmissionState admissionState,
            KeyExchange keyExchange) {
        Admission.Answer answer = admission.decide(new Admission.Question(
                identity.certificate(),
                request.request().method().name(),
                path,
                admissionState,
                keyExchange,
                refusals.isRefusedOften(request)));
        if (answer.admits()) {
            request.put(IDENTITY, identity).next();
        } else {
            refusals.refuse(
                    request, identity, reason(admissionState), "rules " + answer.rules() + " over " + keyExchange);
        }
    }

    private static RefusalReason reason(AdmissionState admissionState) {
        return switch (admissionState.state()) {
            case OTHER_CATALOG -> RefusalReason.OTHER_CATALOG;
            case BLOCKED -> RefusalReason.BLOCKED;
            case REVOKED -> RefusalReason.REVOKED;
            case OWNED, UNTRUSTED, UNCHECKED -> RefusalReason.NOT_ADMITTED;
        };
    }

    private static void tooLarge(RoutingContext request) {
        if (request.normalizedPath().startsWith(DeviceProtocol.EST)) {
            Responses.tooLarge(
                    request,
                    "A certificate request has at most " + DeviceProtocol.MAX_CERTIFICATE_REQUEST + " bytes of DER.");
        } else {
            Responses.tooLarge(request);
        }
    }

    private void fail(RoutingContext request) {
        if (request.response().ended() || request.response().closed()) {
            // Already answered, or the device disconnected.
            return;
        }
        switch (request.statusCode()) {
            case 413 -> tooLarge(request);
            case 400, 404, 405, 406, 415 -> Responses.malformed(request, null);
            default -> {
                limit.log(suppressed -> LOG.errorf(
                        request.failure(), "event=failed status=%d suppressed=%d", request.statusCode(), suppressed));
                Responses.unavailable(request);
            }
        }
    }
}
