package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.authority.ExternalRootCertificate;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * Has an external root certify the installation's policy authority: creates a certificate request and imports the matching
 * certificate. The policy authority then has two certificates for one key and name, so chains can end in either root.
 */
@ApplicationScoped
public class CertifyByExternalRoot {
    private static final String REQUEST = """
            insert into policy_authority (policy_id, request, requested_at, requested_by) values ($1, $2, $3, $4)""";
    private static final String IMPORT = """
            update policy_authority set certificate = $2, root = $3, imported_at = $4, imported_by = $5, active_from = $4
            where policy_id = $1 and imported_at is null and removed_at is null
                and not exists (select from policy_authority p where p.certificate = $2 and p.removed_at is not null)""";

    private final KeyVault vault;
    private final Commands commands;
    private final Transactions transactions;
    private final Clock clock;

    CertifyByExternalRoot(KeyVault vault, Commands commands, Transactions transactions, Clock clock) {
        this.vault = vault;
        this.commands = commands;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns the newest 100 external roots and requests that were not removed. */
    public Uni<List<ExternalRootView>> all() {
        return transactions.inInstallation(ExternalRoots::all);
    }

    /** Returns an external root or request; fails with {@code not-found}. */
    public Uni<ExternalRootView> one(UUID id) {
        return transactions.inInstallation(tx -> ExternalRoots.one(tx, id));
    }

    /** Creates a request for the owner of the root to sign. */
    public Uni<ExternalRootView> request() {
        return Workers.run(() -> request(vault.policyAuthority()))
                .chain(request -> commands.run(tx -> keep(tx, UUID.randomUUID(), request)));
    }

    /** Returns a certificate request (PKCS#10, RFC 2986) with the extensions of the authority's certificate, DER. */
    private static byte[] request(CertificateAuthority authority) {
        try {
            Extensions extensions = new Extensions(new Extension[] {
                authority.certificate().getExtension(Extension.basicConstraints),
                authority.certificate().getExtension(Extension.keyUsage),
                authority.certificate().getExtension(Extension.subjectKeyIdentifier)
            });
            return new PKCS10CertificationRequestBuilder(
                            authority.name(), authority.certificate().getSubjectPublicKeyInfo())
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions)
                    .build(authority.signer())
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the certificate request", e);
        }
    }

    private static Uni<ExternalRootView> keep(Tx tx, UUID id, byte[] request) {
        return tx.update(REQUEST, id, request, tx.now(), tx.actor().name())
                .chain(() -> ExternalRoots.one(tx, id))
                .call(() -> tx.audit(tx.entry(
                                "RequestExternalRoot",
                                id.toString(),
                                "Requested a certificate of the policy authority from an external root.")
                        .changing("requested", false, true)));
    }

    private record Checked(X509Certificate certificate, X509Certificate root) {}

    /** Imports the certificate of a request; fails with {@code invalid-content} if it does not match, {@code conflict} if there is one already. */
    public Uni<ExternalRootView> take(UUID id, ExternalRootCertificate answer) {
        return Workers.run(() -> check(answer)).chain(checked -> commands.run(tx -> take(tx, id, checked)));
    }

    private Checked check(ExternalRootCertificate answer) {
        X509Certificate certificate = ExternalRoots.parsed(Pem.one("certificate", answer.certificate()));
        X509Certificate root = ExternalRoots.parsed(Pem.one("root", answer.root()));
        new PolicyCertificateCheck(ExternalRoots.parsed(vault.policyAuthority().encoded()), clock.instant())
                .check(certificate, root);
        return new Checked(certificate, root);
    }

    private static Uni<ExternalRootView> take(Tx tx, UUID id, Checked checked) {
        byte[] certificate = encoded(checked.certificate());
        return ExternalRoots.one(tx, id)
                .chain(() -> tx.update(
                        IMPORT,
                        id,
                        certificate,
                        encoded(checked.root()),
                        tx.now(),
                        tx.actor().name()))
                .invoke(taken -> {
                    if (taken == 0) {
                        throw ProblemException.conflict(
                                "This request already has a certificate, or the certificate was removed before. Create a new"
                                        + " request.");
                    }
                })
                .chain(() -> ExternalRoots.one(tx, id))
                .call(view -> tx.audit(
                        tx.entry(
                                        "AddExternalRoot",
                                        id.toString(),
                                        "The root " + view.rootSubject() + " certifies the policy authority.")
                                .changing("root", null, view.rootSubject())
                                .changing(
                                        "certificate",
                                        null,
                                        Digest.sha256(certificate).hex())
                                .changing("expiresAt", null, String.valueOf(view.notAfter())),
                        Event.of(
                                "ExternalRootAdded",
                                id.toString(),
                                Map.of("root", view.root(), "certificate", view.certificate()))));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("cannot encode the certificate", e);
        }
    }
}
