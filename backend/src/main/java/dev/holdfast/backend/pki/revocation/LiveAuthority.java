package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Authority of a catalog that was neither retired nor expired when it was read.
 *
 * @param serial serial number of its certificate
 */
record LiveAuthority(int generation, SerialNumber serial) {
    private static final String ENDING = """
            select c.device_id, c.serial, c.usage, c.not_after
            from issued_certificate c
            where c.catalog_id = $1 and c.authority = $2 and c.not_after > $3
              and not exists (
                select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)""";
    // RevocationImpact defines "ending" as the result of ENDING.
    private static final String COUNT =
            "select count(*) as certificates, count(distinct device_id) as devices from ending";
    private static final String FIND = """
            select generation, revoked_at, not_after from catalog_authority where catalog_id = $1 and serial = $2""";
    private static final String RETIRE = """
            update catalog_authority set revoked_at = $3, revoked_by = $4, revoked_reason = $5
            where catalog_id = $1 and generation = $2 and revoked_at is null""";

    private static final String RETIRED = "The authority is already retired.";
    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse its certificates within two seconds, on open connections too. A gateway that Holdfast cannot reach"
                    + " accepts them for up to 15 minutes.",
            "Relying parties learn of it: by OCSP immediately, by the policy authority's revocation list within an hour.",
            "Devices that are not blocked get new certificates from the next authority when they attest, which they do when"
                    + " theirs are refused.",
            "Relying parties that registered only this authority must register the next one. This cannot be undone.");

    /** Finds the authority; fails with {@code not-found}, or {@code conflict} when it is retired or expired. */
    static Uni<LiveAuthority> find(Tx tx, SerialNumber serial) {
        return tx.find(FIND, row -> row, tx.catalog(), serial.bytes())
                .map(found -> found.orElseThrow(() ->
                        ProblemException.notFound("Authority " + serial.number().toString(16))))
                .map(row -> new LiveAuthority(generation(row, tx.now()), serial));
    }

    private static int generation(Row row, Instant now) {
        if (row.getOffsetDateTime("revoked_at") != null) {
            throw ProblemException.conflict(RETIRED);
        }
        if (row.getOffsetDateTime("not_after").toInstant().isBefore(now)) {
            throw ProblemException.conflict("The authority has expired and cannot be retired.");
        }
        return row.getInteger("generation");
    }

    private RevocationImpact impact(Tx tx) {
        return new RevocationImpact(tx.catalog(), ENDING, List.of(generation, tx.now()));
    }

    Uni<CertificateImpact> preview(Tx tx) {
        return impact(tx).preview(tx, CONSEQUENCES);
    }

    String summary() {
        return "Retire the authority of generation " + generation + ", serial number " + serial.hex() + ".";
    }

    /** Returns a summary, the affected groups and the consequences. Leaves out the number of certificates, which changes all day. */
    Uni<List<String>> effect(Tx tx) {
        return preview(tx).map(preview -> {
            Stream<String> groups = preview.groups().stream()
                    .map(group ->
                            "Devices of " + NoGroup.title(group.product(), group.group()) + " would lose certificates.")
                    .sorted();
            return Stream.of(Stream.of(summary()), groups, CONSEQUENCES.stream())
                    .flatMap(lines -> lines)
                    .toList();
        });
    }

    /** Retires the authority and counts its valid certificates; fails with {@code conflict} when it is already retired. */
    Uni<RevokedCertificates> end(Tx tx, String reason) {
        RevocationImpact ending = impact(tx);
        return tx.update(RETIRE, tx.catalog(), generation, tx.now(), tx.actor().name(), reason)
                .invoke(LiveAuthority::requireFirst)
                .chain(() -> tx.one(
                        ending.statement(COUNT),
                        row -> new RevokedCertificates(
                                row.getLong("certificates").intValue(),
                                row.getLong("devices").intValue()),
                        ending.arguments()));
    }

    /** Fails if another user retired the authority since the lookup. The update waited for that user's transaction. */
    private static void requireFirst(int ended) {
        if (ended == 0) {
            throw ProblemException.conflict(RETIRED);
        }
    }
}
