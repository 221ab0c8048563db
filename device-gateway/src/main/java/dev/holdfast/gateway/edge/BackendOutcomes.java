package dev.holdfast.gateway.edge;

import dev.holdfast.gateway.backend.BackendFailure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Sends the response to a device after a call to the backend failed. Details of the failure go to the log only. */
@Singleton
public final class BackendOutcomes {
    private static final Logger LOG = Logger.getLogger(BackendOutcomes.class);

    private final Refusals refusals;
    private final ChipReputation chips;
    private final LogLimit limit = new LogLimit(5);

    BackendOutcomes(Refusals refusals, ChipReputation chips) {
        this.refusals = refusals;
        this.chips = chips;
    }

    /** Responds to a chip for which the call {@link ChipReputation#challenge} failed. */
    public void answerFailedChallenge(RoutingContext request, Throwable failure) {
        if (failure instanceof BackendFailure.Refused refused) {
            refusals.refuse(
                    request,
                    refused.isBlocked() ? RefusalReason.BLOCKED : RefusalReason.UNKNOWN_CHIP,
                    refused.getMessage());
        } else {
            answer(request, failure);
        }
    }

    /** Responds to a request whose call to the backend failed. */
    public void answer(RoutingContext request, Throwable failure) {
        switch (failure) {
            case BackendFailure.Refused refused -> {
                // With a nonce, the backend may have refused the nonce and not the chip.
                if (DeviceGate.identity(request) instanceof DeviceIdentity.General chip && chip.attestation() == null) {
                    chips.forgetAcceptance(chip);
                }
                refusals.refuse(
                        request,
                        refused.isBlocked() ? RefusalReason.BLOCKED : RefusalReason.REFUSED_BY_BACKEND,
                        refused.getMessage());
            }
            case BackendFailure.Rejected rejected -> {
                log("rejected", rejected);
                Responses.malformed(request, null);
            }
            case BackendFailure.Missing missing -> Responses.notFound(request);
            case BackendFailure.RateLimited busy -> Responses.tooMany(request);
            default -> {
                log("unavailable", failure);
                Responses.unavailable(request);
            }
        }
    }

    private void log(String event, Throwable failure) {
        limit.log(suppressed -> LOG.warnf(
                "event=%s detail=\"%s\" suppressed=%d",
                event,
                LogLimit.printable(String.valueOf(failure instanceof BackendFailure ? failure.getMessage() : failure)),
                suppressed));
    }
}
