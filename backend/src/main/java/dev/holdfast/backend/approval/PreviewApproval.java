package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipals;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Tells what an act that waits would do now. */
@ApplicationScoped
public class PreviewApproval {
    private static final int TAG_LENGTH = 32;

    private final Transactions transactions;
    private final DelegatedPrincipals mandates;
    private final Map<ApprovalAct, ApprovedAct> acts = new EnumMap<>(ApprovalAct.class);
    private final Clock clock;

    PreviewApproval(
            Transactions transactions, DelegatedPrincipals mandates, @All List<ApprovedAct> features, Clock clock) {
        this.transactions = transactions;
        this.mandates = mandates;
        features.forEach(feature -> feature.acts().forEach(act -> acts.put(act, feature)));
        this.clock = clock;
    }

    /**
     * Returns an approval, and what it would do if it waits and the caller approved it; fails with {@code not-found} where the caller may not
     * read.
     */
    Uni<ApprovalDetail> detail(Caller caller, CatalogId catalog, UUID id) {
        return transactions.inCatalog(
                catalog,
                sql -> FoundApproval.find(sql, catalog, id, clock.instant())
                        .invoke(found -> found.requireVisible(caller))
                        .chain(found -> found.view().state() == ApprovalState.PENDING
                                ? now(sql, caller, catalog, found)
                                        .chain(now -> SecondPerson.invitedBoth(sql, caller, found)
                                                .map(inviter ->
                                                        new ApprovalDetail(found.view(), now, inviter.orElse(null))))
                                : Uni.createFrom().item(new ApprovalDetail(found.view(), null, null))));
    }

    ApprovedAct feature(ApprovalAct act) {
        return Objects.requireNonNull(acts.get(act), () -> "nobody does " + act);
    }

    private Uni<ApprovalPreview> now(Sql sql, Caller caller, CatalogId catalog, FoundApproval found) {
        return requireStillAllowed(sql, caller, Act.READ, catalog, found)
                .chain(() -> feature(found.view().act()).effect(sql, catalog, found.asked()))
                .map(effect -> new ApprovalPreview(
                        effect, tag(effect), !effect.equals(found.view().effect()), null))
                .onFailure(ProblemException.class)
                .recoverWithItem(problem -> new ApprovalPreview(List.of(), "", false, problem.getMessage()));
    }

    /**
     * Fails when who asked may not do it themselves any more where it would be done, since then nobody does it in their name; and when
     * the caller may not do there what is {@code needed}: what it is about can have moved.
     */
    Uni<Void> requireStillAllowed(Sql sql, Caller caller, Act needed, CatalogId catalog, FoundApproval found) {
        ApprovalAct act = found.view().act();
        return feature(act)
                .place(sql, catalog, found.asked())
                .invoke(place -> requireHere(caller, needed, place))
                .chain(place -> found.requester()
                        .map(who -> mandates.objection(sql, who, act.needs(), place))
                        .orElse(Uni.createFrom().item(Optional.empty()))
                        .invoke(objection -> objection.ifPresent(words -> {
                            throw ProblemException.conflict(found.view().requestedBy() + ", who asked for it, " + words
                                    + (place.equals(found.place())
                                            ? ""
                                            : ", or what it is about has moved to where they have none")
                                    + ". Reject it; somebody with the role can ask anew.");
                        })))
                .replaceWithVoid();
    }

    private static void requireHere(Caller caller, Act needed, Scope place) {
        if (!caller.authority().may(needed, place)) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "What it is about has moved to where you have no role for it. Let somebody decide who has one there.");
        }
    }

    /** Fails when the effect is not the one that the approver saw. */
    Uni<Void> requireSeen(Sql sql, CatalogId catalog, FoundApproval found, String seen) {
        return feature(found.view().act())
                .effect(sql, catalog, found.asked())
                .invoke(effect -> {
                    if (!tag(effect).equals(seen)) {
                        throw ProblemException.conflict(
                                "What it would do has changed since you looked, or since it was asked for. Look at it"
                                        + " again and approve that, or reject it.");
                    }
                })
                .replaceWithVoid();
    }

    /** Returns what stands for an effect. */
    static String tag(List<String> effect) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", effect).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, TAG_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
