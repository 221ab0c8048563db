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

/** Tells what a command that waits for approval would do now. */
@ApplicationScoped
public class PreviewApproval {
    private static final int TAG_LENGTH = 32;

    private final Transactions transactions;
    private final DelegatedPrincipals mandates;
    private final StoredCommands commands;

    PreviewApproval(Transactions transactions, DelegatedPrincipals mandates, StoredCommands commands) {
        this.transactions = transactions;
        this.mandates = mandates;
        this.commands = commands;
    }

    /**
     * Returns an approval, and what it would do if it waits and the caller approved it; fails with {@code not-found} where the caller may not
     * read.
     */
    Uni<ApprovalDetail> detail(Caller caller, CatalogId catalog, UUID id) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> FoundApproval.find(tx, id)
                        .invoke(found -> found.requireVisible(caller))
                        .chain(found -> found.view().state() == ApprovalState.PENDING
                                ? waiting(tx, caller, found)
                                : Uni.createFrom().item(new ApprovalDetail(found.view(), null, null))));
    }

    private Uni<ApprovalDetail> waiting(Tx tx, Caller caller, FoundApproval found) {
        return now(tx, caller, found)
                .chain(now -> found.invitedBoth(tx, caller)
                        .map(inviter -> new ApprovalDetail(found.view(), now, inviter.orElse(null))));
    }

    private Uni<ApprovalPreview> now(Tx tx, Caller caller, FoundApproval found) {
        return plan(tx, caller, Permission.READ, found)
                .chain(Plan::effect)
                .map(effect -> new ApprovalPreview(
                        effect, tag(effect), !effect.equals(found.view().effect()), null))
                .onFailure(ProblemException.class)
                .recoverWithItem(problem -> new ApprovalPreview(List.of(), "", false, problem.getMessage()));
    }

    /**
     * Plans it again. Fails when the requester may not do it any more where it would be done, and when the caller may not do there what is
     * {@code needed}: its subject can have moved.
     */
    private Uni<Plan> plan(Tx tx, Caller caller, Permission needed, FoundApproval found) {
        return Uni.createFrom()
                .item(() -> stored(found))
                .chain(stored -> stored.plan(tx))
                .invoke(plan -> requireHere(caller, needed, plan.scope()))
                .call(plan -> requireStillMay(tx, found, plan.scope()));
    }

    private Uni<Void> requireStillMay(Tx tx, FoundApproval found, Scope scope) {
        return mandates.objection(tx, found.requester(), found.view().operation().needs(), scope)
                .invoke(objection -> objection.ifPresent(words -> {
                    throw ProblemException.conflict(found.view().requestedBy() + ", who asked for it, " + words
                            + (scope.equals(found.place())
                                    ? ""
                                    : ", or what it is about has moved to where they have none")
                            + ". Reject it; somebody with the role can ask anew.");
                }))
                .replaceWithVoid();
    }

    private static void requireHere(Caller caller, Permission needed, Scope place) {
        if (!caller.authority().may(needed, place)) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "What it is about has moved to where you have no role for it. Let somebody decide who has one there.");
        }
    }

    /** Returns the command that waits. */
    StoredCommands.Stored<?, ?> stored(FoundApproval found) {
        return commands.read(found.payload());
    }

    /**
     * Fails when requester or caller may not do it where its subject is now, or when the effect is not the one that the approver saw.
     *
     * @param seen the tag of that effect; null for the one of the request
     */
    Uni<Void> requireSame(Tx tx, Caller caller, FoundApproval found, @Nullable String seen) {
        String expected = seen == null ? tag(found.view().effect()) : seen;
        return plan(tx, caller, Permission.APPROVE, found)
                .chain(Plan::effect)
                .invoke(effect -> {
                    if (!tag(effect).equals(expected)) {
                        throw ProblemException.conflict(
                                "What it would do has changed since you looked, or since it was asked for. Look at it"
                                        + " again and approve that, or reject it.");
                    }
                })
                .replaceWithVoid();
    }

    /** Returns what stands for an effect. */
    private static String tag(List<String> effect) {
        return Digest.sha256(String.join("\n", effect).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, TAG_LENGTH);
    }
}
