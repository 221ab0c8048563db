package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;

/** Reads external roots, and requests for their certificates, from the database. */
final class ExternalRoots {
    private static final String COLUMNS =
            "policy_id, request, requested_at, requested_by, certificate, root, imported_at," + " imported_by";
    private static final String ALL = "select " + COLUMNS
            + " from policy_authority where removed_at is null order by requested_at desc limit 100";
    private static final String ONE =
            "select " + COLUMNS + " from policy_authority where policy_id = $1 and removed_at is null";

    private ExternalRoots() {}

    static Uni<List<ExternalRootView>> all(Tx tx) {
        return tx.list(ALL, ExternalRoots::view);
    }

    /** Returns a root; fails with {@code not-found}. */
    static Uni<ExternalRootView> one(Tx tx, UUID id) {
        return tx.find(ONE, ExternalRoots::view, id)
                .map(found -> found.orElseThrow(() -> ProblemException.missing("A root or request " + id)));
    }

    private static ExternalRootView view(Row row) {
        boolean imported = row.getBuffer("certificate") != null;
        X509Certificate certificate = imported ? parsed(Columns.bytes(row, "certificate")) : null;
        X509Certificate root = imported ? parsed(Columns.bytes(row, "root")) : null;
        return new ExternalRootView(
                row.getUUID("policy_id"),
                Pem.of("CERTIFICATE REQUEST", Columns.bytes(row, "request")),
                Columns.instant(row, "requested_at"),
                row.getString("requested_by"),
                Columns.instantOrNull(row, "imported_at"),
                row.getString("imported_by"),
                root == null ? "" : root.getSubjectX500Principal().getName(),
                certificate == null ? null : certificate.getNotAfter().toInstant(),
                imported ? Pem.of("CERTIFICATE", Columns.bytes(row, "certificate")) : "",
                imported ? Pem.of("CERTIFICATE", Columns.bytes(row, "root")) : "");
    }

    static X509Certificate parsed(byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw ProblemException.badContent("Not an X.509 certificate: " + e.getMessage());
        }
    }
}
