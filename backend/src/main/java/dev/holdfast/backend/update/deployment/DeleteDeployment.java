package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Deletes a replaced deployment from the history of its group. */
@ApplicationScoped
class DeleteDeployment {
    private static final String DELETE = "select delete_deployment($1) as done";

    private final Commands commands;

    DeleteDeployment(Commands commands) {
        this.commands = commands;
    }

    /** Fails with {@code not-found}, or with {@code conflict} for the current deployment of a group. */
    Uni<Void> delete(UUID deployment) {
        return commands.run(tx -> FindDeployments.uncounted(tx, deployment)
                .call(found ->
                        tx.emit(Event.of("DeploymentDeleted", deployment.toString(), Map.of("group", title(found)))))
                .call(() -> tx.one(DELETE, row -> row.getBoolean("done"), deployment)
                        .invoke(DeleteDeployment::requireDone))
                .chain(found -> audit(tx, found)));
    }

    private static void requireDone(boolean done) {
        if (!done) {
            throw ProblemException.conflict(
                    "This is the current deployment of its group. Nothing was deleted. Deploy other images first.");
        }
    }

    private static Uni<Void> audit(Tx tx, DeploymentView deployment) {
        return tx.audit(tx.entry(
                "DeleteDeployment",
                deployment.id().toString(),
                "Deleted a replaced deployment to " + title(deployment) + "."));
    }

    private static String title(DeploymentView deployment) {
        return NoGroup.title(deployment.product(), deployment.group());
    }
}
