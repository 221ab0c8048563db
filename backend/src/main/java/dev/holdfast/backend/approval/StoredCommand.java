package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;

/**
 * A command that waits for approval, with its request.
 *
 * @param command the command
 * @param request valid when it was stored
 * @param <Q> request
 * @param <R> result
 */
record StoredCommand<Q, R>(Command<Q, R> command, Q request) {
    /** Validates and plans it again; fails with {@code conflict} when it cannot be done any more. */
    Uni<Plan> plan(Tx tx) {
        return Uni.createFrom()
                .item(request)
                .invoke(command::validate)
                .chain(valid -> command.plan(tx, valid))
                .onFailure(ProblemException.class)
                .transform(StoredCommand::impossible);
    }

    private static ProblemException impossible(ProblemException problem) {
        return problem.type() == ProblemType.NOT_FOUND
                ? ProblemException.conflict(
                        "What the request is about, or a part of it, is not in the catalog any more. Reject it.")
                : problem.type() == ProblemType.INVALID_REQUEST
                        ? ProblemException.conflict(
                                "The request is not valid any more: " + problem.detail() + " Reject it.")
                        : problem;
    }

    /** See {@link Command#prepare}. */
    Uni<? extends Work<?>> prepare(Actor requester, CatalogId catalog) {
        return command.prepare(requester, catalog, request);
    }
}
