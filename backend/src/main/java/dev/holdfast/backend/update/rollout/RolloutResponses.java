package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.rollout.RolloutView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Runs commands for the caller of the current request, and responds with the changed rollout. */
@ApplicationScoped
class RolloutResponses {
    private final Access access;
    private final Commands commands;
    private final FindRollouts findRollouts;

    RolloutResponses(Access access, Commands commands, FindRollouts findRollouts) {
        this.access = access;
        this.commands = commands;
        this.findRollouts = findRollouts;
    }

    /** Runs a command. Responds 200 with the rollout, or 202 with the pending approval. */
    <Q> Uni<RestResponse<Object>> submit(Command<Q, UUID> command, Q request) {
        return commands.submit(command, request)
                .chain(outcome -> outcome instanceof Outcome.Done<UUID>(UUID rollout)
                        ? read(rollout).map(view -> EntityTag.<Object>ok(view, tag(view)))
                        : Uni.createFrom().item(outcome.ok()));
    }

    /** Runs work that never needs approval. Responds 200 with the rollout. */
    Uni<RestResponse<RolloutView>> run(Work<UUID> work) {
        return commands.run(work).chain(this::read).map(RolloutResponses::tagged);
    }

    /** Returns a rollout; fails with {@code not-found}. */
    Uni<RolloutView> read(UUID rollout) {
        return findRollouts.one(access.catalog(), rollout);
    }

    /** Responds 200 with a rollout. */
    static RestResponse<RolloutView> tagged(RolloutView rollout) {
        return EntityTag.ok(rollout, tag(rollout));
    }

    /** Returns the entity tag of a rollout. It changes with each step of the rollout, but not with the progress of devices. */
    static String tag(RolloutView rollout) {
        return EntityTag.of(rollout.id(), rollout.revision());
    }
}
