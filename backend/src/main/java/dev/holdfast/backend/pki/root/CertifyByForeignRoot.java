package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * Lets a root of somebody else's certify the installation's policy authority: asks for a certificate, and takes it when it is
 * what was asked for. The policy authority has two certificates then, for the one key and name; every chain ends in either root.
 */
@ApplicationScoped
public class CertifyByForeignRoot {
    private static final String REQUEST = """
            insert into policy_authority (policy_id, request, requested_at, requested_by) values ($1, $2, $3, $4)""";
    private static final String IMPORT = """
            update policy_authority set certificate = $2, root = $3, imported_at = $4, imported_by = $5, active_from = $4
            where policy_id = $1 and imported_at is null and removed_at is null
                and not exists (select from policy_authority p where p.certificate = $2 and p.removed_at is not null)""";

    private final KeyVault vault;
    private final Transactions transactions;
    private final Clock clock;

    CertifyByForeignRoot(KeyVault vault, Transactions transactions, Clock clock) {
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns the newest 100. */
    public Uni<List<ForeignRootView>> all() {
        return transactions.inInstallation(ForeignRoots::all);
    }

    /** Makes a request for the owner of a root to sign. */
    public Uni<ForeignRootView> request(Caller caller) {
        UUID id = UUID.randomUUID();
        return Workers.run(() -> PolicyRequest.of(vault.policyAuthority()))
                .chain(request -> transactions.inInstallation(
                        caller,
                        tx -> tx.update(REQUEST, id, request, tx.now(), caller.name())
                                .chain(() -> ForeignRoots.one(tx, id))
                                .call(() -> tx.audit(tx.entry(
                                                "RequestForeignRoot",
                                                id.toString(),
                                                "Asked for a certificate of the policy authority under another root.")
                                        .changing("requested", false, true)))));
    }

    private record Checked(X509Certificate certificate, X509Certificate root) {}

    /** Takes the certificate that came of a request; fails with {@code invalid-content} when it is not what was asked for. */
    public Uni<ForeignRootView> take(Caller caller, UUID id, ForeignRootCertificate answer) {
        new Checks()
                .that(isShort(answer.certificate()), "certificate", "is one certificate in PEM")
                .that(isShort(answer.root()), "root", "is one certificate in PEM")
                .done();
        return Workers.run(() -> checked(answer))
                .chain(checked -> transactions.inInstallation(caller, tx -> take(tx, caller, id, checked)));
    }

    private static boolean isShort(@Nullable String pem) {
        return pem != null && !pem.isBlank() && pem.length() <= ForeignRootCertificate.MOST_PEM;
    }

    private Checked checked(ForeignRootCertificate answer) {
        X509Certificate certificate = ForeignRoots.parsed(Pem.one("certificate", answer.certificate()));
        X509Certificate root = ForeignRoots.parsed(Pem.one("root", answer.root()));
        new PolicyCertificateCheck(
                        ForeignRoots.parsed(encoded(vault.policyAuthority().certificate())), clock.instant())
                .check(certificate, root);
        return new Checked(certificate, root);
    }

    private Uni<ForeignRootView> take(Tx tx, Caller caller, UUID id, Checked checked) {
        Instant now = tx.now();
        String root = checked.root().getSubjectX500Principal().getName();
        return ForeignRoots.one(tx, id)
                .chain(() -> tx.update(
                        IMPORT, id, encoded(checked.certificate()), encoded(checked.root()), now, caller.name()))
                .invoke(taken -> {
                    if (taken == 0) {
                        throw ProblemException.conflict(
                                "The certificate for this request is there already, or it was removed before. Make a new"
                                        + " request for another one.");
                    }
                })
                .chain(() -> ForeignRoots.one(tx, id))
                .call(view -> tx.emit(Event.of(
                        "ForeignRootAdded",
                        id.toString(),
                        Map.of("root", view.root(), "certificate", view.certificate()))))
                .call(() -> tx.audit(tx.entry(
                                "AddForeignRoot",
                                id.toString(),
                                "The root " + root + " certifies the policy authority.")
                        .changing("root", null, root)
                        .changing(
                                "certificate",
                                null,
                                Digest.sha256(encoded(checked.certificate())).hex())
                        .changing(
                                "expiresAt",
                                null,
                                checked.certificate().getNotAfter().toInstant().toString())));
    }

    private static byte[] encoded(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a certificate that was parsed encodes", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed encodes", e);
        }
    }
}
