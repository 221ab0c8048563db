package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.RolesNow;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalState;
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
import java.util.UUID;

/** Tells what an act that waits would do now. */
@ApplicationScoped
public class PreviewApproval {
    private static final int TAG_LENGTH = 32;

    private final Transactions transactions;
    private final RolesNow roles;
    private final Map<ApprovalAct, ApprovedAct> acts = new EnumMap<>(ApprovalAct.class);
    private final Clock clock;

    PreviewApproval(Transactions transactions, RolesNow roles, @All List<ApprovedAct> features, Clock clock) {
        this.transactions = transactions;
        this.roles = roles;
        features.forEach(feature -> feature.acts().forEach(act -> acts.put(act, feature)));
        this.clock = clock;
    }

    /** Returns an approval, and what it would do if it waits. */
    Uni<ApprovalDetail> detail(CatalogId catalog, UUID id) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> FoundApproval.find(sql, catalog, id, clock.instant())
                        .chain(found -> found.view().state() == ApprovalState.PENDING
                                ? now(sql, catalog, found).map(now -> new ApprovalDetail(found.view(), now))
                                : Uni.createFrom().item(new ApprovalDetail(found.view(), null))));
    }

    ApprovedAct feature(ApprovalAct act) {
        return Objects.requireNonNull(acts.get(act), () -> "nobody does " + act);
    }

    private Uni<ApprovalPreview> now(Sql sql, CatalogId catalog, FoundApproval found) {
        return found.requireStillAllowed(sql, roles, clock.instant())
                .chain(() -> feature(found.view().act()).effect(sql, catalog, found.asked()))
                .map(effect -> new ApprovalPreview(
                        effect, tag(effect), !effect.equals(found.view().effect()), null))
                .onFailure(ProblemException.class)
                .recoverWithItem(problem -> new ApprovalPreview(List.of(), "", false, problem.getMessage()));
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
