package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipals;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Computes the current effect of a command that waits for approval. */
@ApplicationScoped
public class PreviewApproval {
    private static final int TAG_LENGTH = 32;

    private final Transactions transactions;
    private final DelegatedPrincipals principals;
    private final StoredCommands commands;

    PreviewApproval(Transactions transactions, DelegatedPrincipals principals, StoredCommands commands) {
        this.transactions = transactions;
        this.principals = principals;
        this.commands = commands;
    }

    /** Returns an approval, with its current effect if it is pending; fails with {@code not-found} if the caller cannot read its scope. */
    Uni<ApprovalDetail> detail(Caller caller, CatalogId catalog, UUID id) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> StoredApproval.find(tx, id)
                        .invoke(found -> found.requireVisible(caller))
                        .chain(found -> found.view().state() == ApprovalState.PENDING
                                ? pending(tx, caller, found)
                                : Uni.createFrom().item(new ApprovalDetail(found.view(), null, null))));
    }

    private Uni<ApprovalDetail> pending(Tx tx, Caller caller, StoredApproval found) {
        return preview(tx, caller, found)
                .chain(preview -> found.commonInviter(tx, caller)
                        .map(inviter -> new ApprovalDetail(found.view(), preview, inviter.orElse(null))));
    }

    private Uni<ApprovalPreview> preview(Tx tx, Caller caller, StoredApproval found) {
        return plan(tx, caller, Permission.READ, found)
                .chain(Plan::effect)
                .map(effect -> new ApprovalPreview(
                        effect, tag(effect), !effect.equals(found.view().effect()), null))
                .onFailure(ProblemException.class)
                .recoverWithItem(problem -> new ApprovalPreview(List.of(), "", false, problem.getMessage()));
    }

    /**
     * Plans the command again. Fails if the requester lost the role, or if the caller lacks {@code needed}: the subject may have moved to
     * another scope.
     */
    private Uni<Plan> plan(Tx tx, Caller caller, Permission needed, StoredApproval found) {
        return Uni.createFrom()
                .item(() -> stored(found))
                .chain(stored -> stored.plan(tx)
                        .invoke(plan -> requireRole(caller, needed, plan.scope()))
                        .call(plan -> requireRequesterRole(
                                tx, found, stored.needs(found.view().operation()), plan.scope())));
    }

    private Uni<Void> requireRequesterRole(Tx tx, StoredApproval found, Permission needed, Scope scope) {
        return principals
                .objection(tx, found.requester(), needed, scope)
                .invoke(objection -> objection.ifPresent(words -> {
                    throw ProblemException.conflict(found.view().requestedBy() + ", who requested this, " + words
                            + (scope.equals(found.scope())
                                    ? ""
                                    : ", or the subject moved to a scope where they have no role")
                            + ". Reject the request; someone with the role can request it again.");
                }))
                .replaceWithVoid();
    }

    private static void requireRole(Caller caller, Permission needed, Scope scope) {
        if (!caller.authority().may(needed, scope)) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "The subject moved to a scope where you do not have the role. Ask someone with a role in that scope to decide.");
        }
    }

    StoredCommands.Stored<?, ?> stored(StoredApproval found) {
        return commands.read(found.payload());
    }

    /**
     * Fails if the requester or the approver lacks the role in the subject's current scope, or if the effect is not what the approver saw.
     *
     * @param seen tag of the effect that the approver saw; null for the effect at the time of the request
     */
    Uni<Void> requireSameEffect(Tx tx, Caller caller, StoredApproval found, @Nullable String seen) {
        String expected = seen == null ? tag(found.view().effect()) : seen;
        return plan(tx, caller, Permission.APPROVE, found)
                .chain(Plan::effect)
                .invoke(effect -> {
                    if (!tag(effect).equals(expected)) {
                        throw ProblemException.conflict(
                                "The effect of this request has changed since you viewed it, or since it was requested. Review it"
                                        + " again, then approve or reject it.");
                    }
                })
                .replaceWithVoid();
    }

    private static String tag(List<String> effect) {
        return Digest.sha256(String.join("\n", effect).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, TAG_LENGTH);
    }
}
