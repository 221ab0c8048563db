package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.device.InternalApi.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes a renewal: the group's new target, the sets that carry it, the event, and what changed into the audit log. */
@ApplicationScoped
class RenewalRecords {
    private static final String AIM = """
            update device_group set target_manifest = $4, renewal_due = false
            where catalog_id = $1 and group_id = $2 and target_manifest = $3""";
    private static final String CARRY = """
            update deployment set manifest_version = $3 where catalog_id = $1 and deployment_id = $2""";
    private static final String FORGET = "delete from manifest_set where catalog_id = $1 and group_id = $2";

    private final ManifestSigner signer;

    RenewalRecords(ManifestSigner signer) {
        this.signer = signer;
    }

    /** Writes all of it; nothing when a deployment came in between: its sets are new anyway. */
    Uni<Void> write(Tx tx, RenewManifests.Renewal renewal, ManifestSigner.Signed signed) {
        CatalogId catalog = renewal.due().catalog();
        UUID group = renewal.due().group();
        return tx.update(AIM, catalog, group, renewal.oldVersion(), renewal.newVersion())
                .chain(aimed -> aimed == 0
                        ? Uni.createFrom().voidItem()
                        : serve(tx, renewal, signed)
                                .chain(() -> tx.emit(event(renewal)))
                                .chain(() -> record(tx, renewal)));
    }

    private Uni<Void> serve(Tx tx, RenewManifests.Renewal renewal, ManifestSigner.Signed signed) {
        CatalogId catalog = renewal.due().catalog();
        UUID group = renewal.due().group();
        if (renewal.targets().isEmpty()) {
            return tx.update(FORGET, catalog, group).replaceWithVoid();
        }
        UUID deployment = renewal.deployment();
        Uni<Integer> carried = deployment == null
                ? Uni.createFrom().item(0)
                : tx.update(CARRY, catalog, deployment, renewal.newVersion());
        return carried.chain(() -> signer.serve(tx, group, signed));
    }

    private Uni<Void> record(Tx tx, RenewManifests.Renewal renewal) {
        return renewal.changed()
                ? tx.audit(AuditEntry.by(AuditLog.SYSTEM, "OfferOperatingSystem", renewal.title(), sentence(renewal)))
                : Uni.createFrom().voidItem();
    }

    private static String sentence(RenewManifests.Renewal renewal) {
        return renewal.offers().isEmpty()
                ? "The group's feed offers no operating system any more; devices keep theirs."
                : renewal.offers().stream()
                        .map(OsOffer::title)
                        .collect(Collectors.joining(
                                ", ",
                                "The group's feed offers ",
                                "; that is manifest version " + renewal.newVersion() + "."));
    }

    private static Event event(RenewManifests.Renewal renewal) {
        String group = renewal.due().group().toString();
        return Event.of("ManifestSetRenewed", group, Map.of("manifestVersion", renewal.newVersion()))
                .making(Change.Kind.GROUP_TARGET, group);
    }
}
