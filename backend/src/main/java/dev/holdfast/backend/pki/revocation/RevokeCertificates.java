package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Revokes one or all certificates of a device, permanently. A device that is not blocked gets new certificates by attesting. */
@ApplicationScoped
public class RevokeCertificates implements DirectCommand<Revocation, RevokedCertificates> {
    private static final String BEARER =
            "select device_id from issued_certificate where catalog_id = $1 and serial = $2";

    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse the certificates within two seconds, on open connections too. A gateway that Holdfast cannot reach"
                    + " accepts them for up to 15 minutes.",
            "Relying parties learn of it: by OCSP immediately, by revocation list within an hour.",
            "A device that is not blocked gets new ones at its next attestation. This cannot be undone.");
    private static final String OTHERS_OVER_ITS_KEY =
            "If the key is compromised, all certificates of the device for the same use are revoked too.";

    private final PublishRevocations publishRevocations;
    private final Transactions transactions;

    RevokeCertificates(PublishRevocations publishRevocations, Transactions transactions) {
        this.publishRevocations = publishRevocations;
        this.transactions = transactions;
    }

    Uni<CertificateImpact> previewDevice(CatalogId catalog, DeviceId device) {
        return transactions.inCatalog(
                catalog, tx -> Revocation.preview(device, null).impact(tx).preview(tx, CONSEQUENCES));
    }

    /** Returns the impact of revoking a certificate; fails with {@code not-found}. */
    Uni<CertificateImpact> previewOne(CatalogId catalog, SerialNumber serial) {
        List<String> consequences = Stream.concat(CONSEQUENCES.stream(), Stream.of(OTHERS_OVER_ITS_KEY))
                .toList();
        return transactions.inCatalog(
                catalog,
                tx -> bearer(tx, serial)
                        .chain(device ->
                                Revocation.preview(device, serial).impact(tx).preview(tx, consequences)));
    }

    /** Returns the device of a certificate; fails with {@code not-found}. */
    Uni<DeviceId> bearer(CatalogId catalog, SerialNumber serial) {
        return transactions.inCatalog(catalog, tx -> bearer(tx, serial));
    }

    private static Uni<DeviceId> bearer(Tx tx, SerialNumber serial) {
        return tx.find(BEARER, row -> Columns.device(row, "device_id"), tx.catalog(), serial.bytes())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Certificate " + serial.hex())));
    }

    @Override
    public String name() {
        return "RevokeCertificates";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.REVOKE_CERTIFICATES);
    }

    @Override
    public void validate(Revocation request) {
        request.check();
    }

    /** The scope is the device's group, or the whole catalog when the device has left the catalog. */
    @Override
    public Uni<Plan> plan(Tx tx, Revocation request) {
        return DeviceScope.find(tx, request.device())
                .map(found -> Plan.of(
                                ApprovalOperation.REVOKE_CERTIFICATES,
                                request.device().text(),
                                request.summary(),
                                found.map(DeviceScope::scope).orElseGet(() -> Scope.of(tx.catalog())),
                                request.reason(),
                                request,
                                Uni.createFrom().deferred(() -> effect(tx, request, found)))
                        .about(request.part()));
    }

    /** Fails with {@code conflict} when no valid certificate is left. */
    private static Uni<List<String>> effect(Tx tx, Revocation request, Optional<DeviceScope> found) {
        String device = found.map(DeviceScope::words)
                .orElseGet(() -> "Device " + request.device().text() + ", which has left the catalog,");
        return request.requireAny(tx)
                .map(any -> Stream.concat(Stream.of(device + " " + request.effect()), CONSEQUENCES.stream())
                        .toList());
    }

    @Override
    public Uni<RevokedCertificates> perform(Tx tx, Revocation request) {
        return request.revoke(tx).chain(revoked -> record(tx, request, revoked));
    }

    private Uni<RevokedCertificates> record(Tx tx, Revocation request, List<Revocation.OfDevice> revoked) {
        int sum = (int)
                revoked.stream().mapToLong(Revocation.OfDevice::certificates).sum();
        return tx.audit(
                        tx.entry(
                                        name(),
                                        request.subject(),
                                        "Revoked " + sum + (sum == 1 ? " certificate: " : " certificates: ")
                                                + request.reason())
                                .because(request.reason())
                                .changing("valid", sum, 0)
                                .changing("cause", null, request.cause()),
                        revoked.stream().map(of -> of.event(request)).toList())
                .replaceWith(new RevokedCertificates(sum, revoked.size()));
    }

    @Override
    public void committed() {
        publishRevocations.changed();
    }
}
