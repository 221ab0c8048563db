package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.pki.authority.AuthorityReplacement;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.RotateAuthorities;
import dev.holdfast.backend.pki.authority.UsableAuthorities;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Retires an authority of a catalog before it expires. Gateways refuse its certificates, and the policy authority's revocation list names
 * it. The next authority signs at once. If there is none, it is created first. So devices that are not blocked can get new certificates
 * without a gap.
 */
@ApplicationScoped
public class RetireAuthority implements Command<RetireAuthority.Request, RevokedCertificates> {
    private static final String GROUPS = """
            select g.group_id, g.name, p.name as product from device_group g
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where g.catalog_id = $1 order by g.group_id""";
    /** Estimated number of certificates, because counting them takes long. */
    private static final int ESTIMATED_CERTIFICATES = 10_000;

    private final CatalogAuthorities authorities;
    private final AuthorityReplacement replacement;
    private final RotateAuthorities rotateAuthorities;
    private final PublishRevocations publishRevocations;
    private final Transactions transactions;

    RetireAuthority(
            CatalogAuthorities authorities,
            AuthorityReplacement replacement,
            RotateAuthorities rotateAuthorities,
            PublishRevocations publishRevocations,
            Transactions transactions) {
        this.authorities = authorities;
        this.replacement = replacement;
        this.rotateAuthorities = rotateAuthorities;
        this.publishRevocations = publishRevocations;
        this.transactions = transactions;
    }

    record Request(SerialNumber serial, String reason) {}

    /** Resolves a serial number in hex or an alias of the active authority. */
    Uni<SerialNumber> named(CatalogId catalog, String serial) {
        return UsableAuthorities.isActive(serial)
                ? authorities
                        .active(catalog.value())
                        .map(active -> SerialNumber.of(active.authority().serialNumber()))
                : Uni.createFrom().item(() -> SerialNumber.parse("Authority", serial));
    }

    /** Returns the impact; fails with {@code not-found}, or {@code conflict} when the authority is retired or expired. */
    Uni<CertificateImpact> preview(CatalogId catalog, SerialNumber serial) {
        return transactions.bulk(
                catalog, tx -> LiveAuthority.find(tx, serial).chain(authority -> authority.preview(tx)));
    }

    @Override
    public String name() {
        return "RetireAuthority";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.RETIRE_AUTHORITY);
    }

    @Override
    public int rows(Request request) {
        return ESTIMATED_CERTIFICATES;
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        return LiveAuthority.find(tx, request.serial())
                .map(authority -> Plan.of(
                        ApprovalOperation.RETIRE_AUTHORITY,
                        request.serial().hex(),
                        authority.summary(),
                        Scope.of(tx.catalog()),
                        request.reason(),
                        request,
                        Uni.createFrom().deferred(() -> authority.effect(tx))));
    }

    /** Creates a successor if no other authority can sign. */
    @Override
    public Uni<Work<RevokedCertificates>> prepare(Actor requester, CatalogId catalog, Request request) {
        return transactions
                .inCatalog(catalog, tx -> LiveAuthority.find(tx, request.serial()))
                .chain(authority -> replacement
                        .prepare(catalog, authority.generation())
                        .map(successor -> new Retirement(catalog, request, authority, successor)));
    }

    private final class Retirement implements Work<RevokedCertificates> {
        private final CatalogId catalog;
        private final Request request;
        private final LiveAuthority authority;
        private final AuthorityReplacement.Successor successor;

        Retirement(
                CatalogId catalog, Request request, LiveAuthority authority, AuthorityReplacement.Successor successor) {
            this.catalog = catalog;
            this.request = request;
            this.authority = authority;
            this.successor = successor;
        }

        @Override
        public Uni<RevokedCertificates> perform(Tx tx) {
            return replacement
                    .succeed(tx, authority.generation(), successor)
                    // Looks the authority up again, now locked, because another user may have retired it.
                    .chain(() -> LiveAuthority.find(tx, request.serial()))
                    .chain(found -> found.end(tx, request.reason()))
                    .call(revoked -> record(tx, request, revoked));
        }

        @Override
        public Uni<Void> committed() {
            return rotateAuthorities
                    .rotate(catalog)
                    .call(authorities::poll)
                    .invoke(publishRevocations::changed)
                    .chain(this::refused);
        }

        @Override
        public Uni<Void> refused() {
            return replacement.deleteUnused(catalog, successor);
        }
    }

    /** Emits an event for each group, because gateways get the retired authorities with the target of a group. */
    private Uni<Void> record(Tx tx, Request request, RevokedCertificates revoked) {
        String serial = request.serial().hex();
        AuditEntry entry = tx.entry(
                        name(),
                        serial,
                        "Retired the authority with " + revoked.certificates() + " valid certificates of "
                                + revoked.devices() + " devices: " + request.reason())
                .because(request.reason())
                .changing("retired", false, true);
        return tx.list(GROUPS, row -> retired(row, serial, request.reason()), tx.catalog())
                .chain(events -> tx.audit(entry, events));
    }

    private static Event retired(Row group, String serial, String reason) {
        UUID id = group.getUUID("group_id");
        String title = NoGroup.title(group.getString("product"), group.getString("name"));
        return Event.of("AuthorityRetired", serial, Map.of("group", title, "reason", reason))
                .invalidating(Change.of(id))
                .about(id);
    }
}
