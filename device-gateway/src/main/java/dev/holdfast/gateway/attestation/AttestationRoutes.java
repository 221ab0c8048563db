package dev.holdfast.gateway.attestation;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.ChipReputation;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceIdentity;
import dev.holdfast.gateway.edge.RefusalReason;
import dev.holdfast.gateway.edge.Refusals;
import dev.holdfast.gateway.edge.Responses;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Routes {@code POST challenge} and {@code POST attest}. They forward requests of a chip to the backend. */
@Singleton
final class AttestationRoutes {
    private static final String EVIDENCE_TYPES =
            Arrays.stream(EvidenceKind.values()).map(EvidenceKind::mediaType).collect(Collectors.joining(" or "));
    /** Time for the response of the backend, after which the device gets status 503. */
    private static final int MAX_MILLIS = 20_000;

    private final BackendClient backend;
    private final ChipReputation chips;
    private final Refusals refusals;
    private final BackendOutcomes outcomes;

    AttestationRoutes(BackendClient backend, ChipReputation chips, Refusals refusals, BackendOutcomes outcomes) {
        this.backend = backend;
        this.chips = chips;
        this.refusals = refusals;
        this.outcomes = outcomes;
    }

    void mount(@Observes Router router) {
        router.post(DeviceProtocol.BASE + "challenge")
                .handler(TimeoutHandler.create(MAX_MILLIS, 503))
                .handler(request -> ofChip(request, this::challenge));
        router.post(DeviceProtocol.BASE + "attest")
                .handler(TimeoutHandler.create(MAX_MILLIS, 503))
                .handler(BodyHandler.create(false).setBodyLimit(EvidenceFormat.MAX_LENGTH))
                .handler(request -> ofChip(request, this::attest));
    }

    private void ofChip(RoutingContext request, BiConsumer<RoutingContext, DeviceIdentity.General> next) {
        if (!(DeviceGate.identity(request) instanceof DeviceIdentity.General chip)) {
            // A changed admission policy could admit other certificates, but the backend needs the general key.
            refusals.refuse(request, RefusalReason.NOT_ADMITTED, "not a general key");
            return;
        }
        next.accept(request, chip);
    }

    private void challenge(RoutingContext request, DeviceIdentity.General chip) {
        chips.challenge(chip, request)
                .onComplete(
                        challenge -> answer(request, challenge),
                        failure -> outcomes.answerFailedChallenge(request, failure));
    }

    private void attest(RoutingContext request, DeviceIdentity.General chip) {
        @Nullable Buffer evidence = request.body().buffer();
        @Nullable String mediaType = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (mediaType == null || EvidenceKind.ofMediaType(mediaType).isEmpty()) {
            Responses.malformed(request, "evidence must have the media type " + EVIDENCE_TYPES);
        } else if (evidence == null || evidence.length() == 0) {
            Responses.malformed(request, "evidence is missing");
        } else {
            backend.attest(new InternalApi.AttestRequest(
                            chip.device(),
                            chip.key(),
                            Blob.of(evidence.getBytes()),
                            Responses.address(request),
                            DeviceGate.keyExchange(request)))
                    .onComplete(result -> answer(request, result), failure -> outcomes.answer(request, failure));
        }
    }

    private static void answer(RoutingContext request, Buffer json) {
        if (!request.response().ended()) {
            Responses.json(request, json);
        }
    }
}
