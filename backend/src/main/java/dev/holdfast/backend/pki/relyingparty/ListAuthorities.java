package dev.holdfast.backend.pki.relyingparty;

import dev.holdfast.backend.pki.authority.AuthorityRecords;
import dev.holdfast.backend.pki.authority.AuthorityRow;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.authority.UsableAuthorities;
import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.pki.certificate.RevocationAddresses;
import dev.holdfast.backend.pki.certificate.SubjectNames;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads authorities, chains and trust bundles of a catalog. */
@ApplicationScoped
public class ListAuthorities {
    private static final int HEX = 16;
    private static final String EXTERNAL = """
            select certificate, root from policy_authority
            where policy_id = $1 and imported_at is not null and removed_at is null""";

    private final CatalogAuthorities authorities;
    private final AuthorityRecords records;
    private final Transactions transactions;
    private final Clock clock;
    private final RevocationAddresses addresses;

    ListAuthorities(
            CatalogAuthorities authorities,
            AuthorityRecords records,
            Transactions transactions,
            Clock clock,
            @ConfigProperty(name = "holdfast.revocation.public-url") Optional<String> publicAddress) {
        this.authorities = authorities;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
        this.addresses = RevocationAddresses.under(publicAddress).orElse(new RevocationAddresses(""));
    }

    /** Returns all authorities of the catalog, expired ones included, newest first. */
    public Uni<List<CatalogAuthorityView>> all(CatalogId catalog) {
        return authorities
                .of(catalog.value())
                .chain(line ->
                        transactions.inCatalog(catalog, tx -> records.all(tx)).map(rows -> views(line, rows)));
    }

    /** Returns an authority by serial number in hex or by an alias of the active one; fails with {@code not-found}. */
    public Uni<CatalogAuthorityView> one(CatalogId catalog, String serial) {
        return all(catalog)
                .map(views -> views.stream()
                        .filter(view -> UsableAuthorities.isActive(serial)
                                ? view.status() == AuthorityStatus.ACTIVE
                                : UsableAuthorities.names(serial, new BigInteger(view.serialNumber(), HEX)))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("Authority " + serial)));
    }

    /** Returns the certificate chain of an authority, root last. */
    public Uni<List<X509CertificateHolder>> chain(CatalogId catalog, String serial) {
        return authorities
                .of(catalog.value())
                .map(line -> line.find(serial, clock.instant())
                        .map(found -> Pem.certificates(found.authority().chain()))
                        .orElseThrow(
                                () -> ProblemException.notFound("An authority " + serial + " that has not expired")));
    }

    /**
     * Returns the certificate chain of an authority up to an external root; fails with {@code not-found} when that root did not certify
     * the policy authority.
     */
    public Uni<List<X509CertificateHolder>> chain(CatalogId catalog, String serial, UUID externalRoot) {
        return external(externalRoot)
                .chain(external -> chain(catalog, serial)
                        .map(own -> Stream.concat(Stream.of(own.getFirst()), external.stream())
                                .toList()));
    }

    /**
     * Returns the trust bundle: certificates with which a relying party accepts every device now and, once the next authority exists, after
     * the rotation.
     */
    public Uni<List<X509CertificateHolder>> bundle(CatalogId catalog) {
        return authorities
                .of(catalog.value())
                .map(line -> Stream.concat(
                                valid(line).map(one -> one.authority().certificate()),
                                valid(line)
                                        .flatMap(one ->
                                                Pem.certificates(one.authority().chain()).stream()))
                        .distinct()
                        .toList());
    }

    /**
     * Returns the trust bundle with an external root and the policy certificate that it signed. Fails with {@code not-found} when it
     * signed none.
     */
    public Uni<List<X509CertificateHolder>> bundle(CatalogId catalog, UUID externalRoot) {
        return external(externalRoot)
                .chain(external -> authorities
                        .of(catalog.value())
                        .map(line -> Stream.concat(
                                        valid(line).map(one -> one.authority().certificate()), external.stream())
                                .toList()));
    }

    private Uni<List<X509CertificateHolder>> external(UUID externalRoot) {
        return transactions
                .inInstallation(tx -> tx.find(EXTERNAL, ListAuthorities::external, externalRoot))
                .map(found ->
                        found.orElseThrow(() -> ProblemException.missing("A certificate by root " + externalRoot)));
    }

    /** Returns the policy certificate signed by the external root, and that root. */
    private static List<X509CertificateHolder> external(Row row) {
        return List.of(
                AuthorityRow.decode(Columns.bytes(row, "certificate")),
                AuthorityRow.decode(Columns.bytes(row, "root")));
    }

    /** Returns the valid authorities, newest first. */
    private static Stream<CatalogAuthority> valid(UsableAuthorities line) {
        return line.authorities().stream()
                .filter(one -> one.revokedAt() == null)
                .sorted(Comparator.comparingInt(CatalogAuthority::generation).reversed());
    }

    private List<CatalogAuthorityView> views(UsableAuthorities line, List<AuthorityRow> rows) {
        Instant now = clock.instant();
        int active = line.active(now).map(CatalogAuthority::generation).orElse(0);
        return rows.reversed().stream().map(row -> view(row, active, now)).toList();
    }

    private CatalogAuthorityView view(AuthorityRow row, int active, Instant now) {
        return new CatalogAuthorityView(
                row.serialNumber().toString(HEX),
                row.generation(),
                status(row, active, now),
                SubjectNames.of(row.certificate()),
                KeyIdentifiers.thumbprint(row.encoded()),
                row.notBefore(),
                row.notAfter(),
                row.createdAt(),
                row.activeFrom(),
                row.revokedAt(),
                Pem.certificate(row.certificate()),
                addresses.of(row.id().toString()));
    }

    private static AuthorityStatus status(AuthorityRow row, int active, Instant now) {
        if (row.revokedAt() != null) {
            return AuthorityStatus.REVOKED;
        }
        if (!now.isBefore(row.notAfter())) {
            return AuthorityStatus.EXPIRED;
        }
        return row.generation() == active ? AuthorityStatus.ACTIVE : AuthorityStatus.INACTIVE;
    }
}
