package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;

/** Retires or restores a reference value, or makes a tentative one permanent. Takes effect at the next attestation. */
@ApplicationScoped
public class ChangeReferenceValue {
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

    private final Commands commands;
    private final Transactions transactions;

    ChangeReferenceValue(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Returns the current effect of {@link #retire}. */
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

    /** Retires a value; fails with {@code conflict} if it is already retired, or comes from an OS feed. */
    public Uni<ReferenceValueView> retire(ComponentId component, ImageId image, String reason) {
        return change(
                component,
                image,
                new Change("RetireReferenceValue", "ReferenceValueRetired", "Retired", ": " + reason),
                tx -> tx.update(
                        RETIRE,
                        tx.catalog(),
                        component,
                        image,
                        tx.now(),
                        tx.actor().name(),
                        reason));
    }

    /** Restores a retired value; fails with {@code conflict} if it is not retired. */
    public Uni<ReferenceValueView> restore(ComponentId component, ImageId image) {
        return change(
                component,
                image,
                new Change("RestoreReferenceValue", "ReferenceValueRestored", "Restored", "."),
                tx -> tx.update(RESTORE, tx.catalog(), component, image));
    }

    /** Makes a tentative value permanent; fails with {@code conflict} if it is not tentative. */
    public Uni<ReferenceValueView> confirm(ComponentId component, ImageId image) {
        return change(
                component,
                image,
                new Change("ConfirmReferenceValue", "ReferenceValueConfirmed", "Made permanent", "."),
                tx -> tx.update(CONFIRM, tx.catalog(), component, image));
    }

    /** Names of a change in the audit log and as an event. {@code verb} and {@code rest} begin and end the sentence of the audit entry. */
    private record Change(String action, String event, String verb, String rest) {}

    private Uni<ReferenceValueView> change(
            ComponentId component, ImageId image, Change change, Function<Tx, Uni<Integer>> update) {
        return commands.run(tx -> ListReferenceValues.one(tx, component, image)
                .chain(before -> update.apply(tx).chain(changed -> finish(tx, before, changed, change))));
    }

    private Uni<ReferenceValueView> finish(Tx tx, ReferenceValueView before, int changed, Change change) {
        String image = before.image().text();
        return ListReferenceValues.one(tx, before.component(), before.image())
                .invoke(value -> requireChanged(changed, value))
                .call(value -> tx.audit(
                        tx.entry(
                                        change.action(),
                                        image,
                                        change.verb() + " " + value.type() + " " + value.name() + ", security version "
                                                + value.securityVersion() + change.rest())
                                .changing(
                                        "state",
                                        before.state().name(),
                                        value.state().name()),
                        Event.of(change.event(), image, Map.of("name", value.name()))));
    }

    private static void requireChanged(int changed, ReferenceValueView value) {
        if (changed == 0 && value.origin() == ReferenceOrigin.FEED) {
            throw ProblemException.conflict(
                    "This reference value comes from a release of an OS feed. An owner of the installation can withdraw the"
                            + " release and retire its values.");
        }
        if (changed == 0) {
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
