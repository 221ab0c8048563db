package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.pki.authority.AuthorityRow;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.UsableAuthorities;
import dev.holdfast.backend.pki.certificate.RevocationAddresses;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds issuers by name in URLs: {@code root}, {@code policy}, or the GUID of a catalog's authority. */
@ApplicationScoped
public class Issuers {
    private static final String ROOT = "root";
    private static final String FIND = "select catalog_id, revoked_at from authority_directory($1)";

    private final KeyVault vault;
    private final CatalogAuthorities authorities;
    private final Transactions transactions;

    Issuers(KeyVault vault, CatalogAuthorities authorities, Transactions transactions) {
        this.vault = vault;
        this.authorities = authorities;
        this.transactions = transactions;
    }

    /** Returns an issuer; fails with {@code not-found} if there is none, or if it is an expired authority of a catalog. */
    Uni<Issuer> named(String name) {
        return switch (name) {
            case ROOT ->
                Uni.createFrom()
                        .item(() -> new Issuer(
                                ROOT,
                                vault.root(),
                                new Issuer.Root(
                                        SerialNumber.of(vault.policyAuthority().serialNumber()))));
            case RevocationAddresses.POLICY ->
                Uni.createFrom()
                        .item(() -> new Issuer(
                                RevocationAddresses.POLICY,
                                vault.policyAuthority(),
                                new Issuer.Policy(AuthorityRow.OWN_POLICY)));
            default -> ofCatalog(name);
        };
    }

    private Uni<Issuer> ofCatalog(String name) {
        return guid(name)
                .map(id -> transactions
                        .inInstallation(tx -> tx.find(FIND, row -> row, id))
                        .map(found -> found.orElseThrow(() -> unknown(name)))
                        .chain(row -> authorities
                                .of(row.getUUID("catalog_id"))
                                .map(line -> issuer(line, id, Columns.instantOrNull(row, "revoked_at"))
                                        .orElseThrow(() -> unknown(name)))))
                .orElseGet(() -> Uni.createFrom().failure(unknown(name)));
    }

    private static Optional<Issuer> issuer(UsableAuthorities line, UUID id, @Nullable Instant revokedAt) {
        return line.authorities().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(one -> new Issuer(
                        id.toString(),
                        one.authority(),
                        new Issuer.OfCatalog(new CatalogId(line.catalog()), one.generation(), revokedAt)));
    }

    private static Optional<UUID> guid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException unknown(String name) {
        return ProblemException.missing("Authority " + name);
    }
}
