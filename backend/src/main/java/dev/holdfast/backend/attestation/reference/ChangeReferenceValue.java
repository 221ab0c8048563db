package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Retires or restores a reference value, or makes a tentative one permanent. Takes effect at the next attestation. */
@ApplicationScoped
public class ChangeReferenceValue implements DirectCommand<ChangeReferenceValue.Request, ReferenceValueView> {
    private static final String RETIRE = """
            update reference_value set retired_at = $4, retired_by = $5, retired_reason = $6
            where catalog_id = $1 and component_id = $2 and image_id = $3 and retired_at is null""";
    private static final String RESTORE = """
            update reference_value set retired_at = null, retired_by = '', retired_reason = ''
            where catalog_id = $1 and component_id = $2 and image_id = $3 and retired_at is not null""";
    private static final String CONFIRM = """
            update reference_value set tentative = false
            where catalog_id = $1 and component_id = $2 and image_id = $3 and tentative and retired_at is null""";
    // Searches the evidence for the digest: all kinds of evidence contain digests as raw bytes.
    private static final String PREVIEW = """
            select count(*) as devices, count(*) filter (where d.trust in ('TRUSTED', 'OUTDATED')) as losing
            from device d
            cross join lateral (
                select a.evidence from kept_attestation a
                where a.catalog_id = d.catalog_id and a.device_id = d.device_id
                order by a.attestation_id desc limit 1
            ) newest
            where d.catalog_id = $1 and position($2::bytea in newest.evidence) > 0""";

    private final Transactions transactions;

    ChangeReferenceValue(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A change of a value, with its names in the audit log and as an event. */
    enum Change {
        RETIRE("RetireReferenceValue", "ReferenceValueRetired", "Retire", "Retired"),
        RESTORE("RestoreReferenceValue", "ReferenceValueRestored", "Restore", "Restored"),
        CONFIRM("ConfirmReferenceValue", "ReferenceValueConfirmed", "Make permanent:", "Made permanent");

        private final String action;
        private final String event;
        private final String order;
        private final String done;

        Change(String action, String event, String order, String done) {
            this.action = action;
            this.event = event;
            this.order = order;
            this.done = done;
        }

        private boolean isPossible(ReferenceValueView value) {
            return value.origin() != ReferenceOrigin.FEED
                    && switch (this) {
                        case RETIRE -> value.state() != ReferenceState.RETIRED;
                        case RESTORE -> value.state() == ReferenceState.RETIRED;
                        case CONFIRM -> value.state() == ReferenceState.TENTATIVE;
                    };
        }

        private ApprovalOperation operation() {
            return this == RETIRE ? ApprovalOperation.RETIRE_REFERENCES : ApprovalOperation.ACCEPT_REFERENCES;
        }

        private String effect() {
            return this == RETIRE
                    ? "Devices that run it become untrusted at their next attestation."
                    : "Attestations accept it from all devices of the catalog.";
        }
    }

    /**
     * Request to change a value.
     *
     * @param reason reason; empty for none
     */
    record Request(ComponentId component, ImageId image, Change change, String reason) {}

    @Override
    public String name() {
        return "ChangeReferenceValue";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.ACCEPT_REFERENCES, ApprovalOperation.RETIRE_REFERENCES);
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        Change change = request.change();
        return ListReferenceValues.one(tx, request.component(), request.image())
                .invoke(value -> require(change.isPossible(value), value))
                .map(value -> Plan.of(
                        change.operation(),
                        request.image().text(),
                        change.order + " " + words(value) + ".",
                        Scope.of(tx.catalog()),
                        request.reason(),
                        request,
                        Uni.createFrom()
                                .item(List.of(
                                        change.effect(),
                                        "SHA-256 " + value.digest().hex()))));
    }

    /** Fails with {@code conflict} if the value already has that state, or comes from an OS feed. */
    @Override
    public Uni<ReferenceValueView> perform(Tx tx, Request request) {
        return ListReferenceValues.one(tx, request.component(), request.image())
                .chain(before -> update(tx, request).chain(changed -> finish(tx, before, changed, request)));
    }

    private static Uni<Integer> update(Tx tx, Request request) {
        return switch (request.change()) {
            case RETIRE ->
                tx.update(
                        RETIRE,
                        tx.catalog(),
                        request.component(),
                        request.image(),
                        tx.now(),
                        tx.actor().name(),
                        request.reason());
            case RESTORE -> tx.update(RESTORE, tx.catalog(), request.component(), request.image());
            case CONFIRM -> tx.update(CONFIRM, tx.catalog(), request.component(), request.image());
        };
    }

    /** Returns the current effect of retiring a value. */
    public Uni<RetirementPreview> preview(CatalogId catalog, ComponentId component, ImageId image) {
        return transactions.inCatalog(
                catalog,
                tx -> ListReferenceValues.one(tx, component, image)
                        .chain(value -> value.state() == ReferenceState.RETIRED
                                ? Uni.createFrom().item(new RetirementPreview(0, 0))
                                : tx.one(
                                        PREVIEW,
                                        row -> new RetirementPreview(row.getLong("devices"), row.getLong("losing")),
                                        catalog,
                                        value.digest())));
    }

    private static Uni<ReferenceValueView> finish(Tx tx, ReferenceValueView before, int changed, Request request) {
        String image = before.image().text();
        Change change = request.change();
        String rest = request.reason().isEmpty() ? "." : ": " + request.reason();
        return ListReferenceValues.one(tx, before.component(), before.image())
                .invoke(value -> require(changed > 0, value))
                .call(value -> tx.audit(
                        tx.entry(change.action, image, change.done + " " + words(value) + rest)
                                .changing(
                                        "state",
                                        before.state().name(),
                                        value.state().name()),
                        Event.of(change.event, image, Map.of("name", value.name()))));
    }

    private static String words(ReferenceValueView value) {
        return value.type() + " " + value.name() + ", security version " + value.securityVersion();
    }

    private static void require(boolean possible, ReferenceValueView value) {
        if (!possible && value.origin() == ReferenceOrigin.FEED) {
            throw ProblemException.conflict(
                    "This reference value comes from a release of an OS feed. An owner of the installation can withdraw the"
                            + " release and retire its values.");
        }
        if (!possible) {
            throw ProblemException.conflict("This reference value is already "
                    + switch (value.state()) {
                        case PERMANENT -> "permanent";
                        case TENTATIVE -> "tentative";
                        case RETIRED, NONE -> "retired";
                    }
                    + ". Reload it: someone else may have changed it.");
        }
    }
}
