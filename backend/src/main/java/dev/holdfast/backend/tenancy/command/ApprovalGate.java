package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Approval rules and pending requests of a catalog; feature {@code approval} implements it. */
public interface ApprovalGate {
    /** Returns the operations that need approval in the catalog now. */
    Uni<Set<ApprovalOperation>> gatedOperations(Tx tx);

    /**
     * Stores a command for approval, with its audit entry; fails with a conflict when the same command is already pending.
     *
     * @param plan effect of the command; its operation is not null
     * @param effect result of {@link Plan#effect}
     * @param policy result of {@link Plan#policy}; null for none
     */
    Uni<ApprovalView> request(Tx tx, String command, Plan plan, List<String> effect, @Nullable ProposedPolicy policy);
}
