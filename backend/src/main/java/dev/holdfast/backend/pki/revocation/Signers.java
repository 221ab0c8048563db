package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.Span;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Authorities of a catalog with their signing times, which limit when certificates became valid.
 *
 * @param all all generations
 */
record Signers(List<Signer> all) {
    private static final String SELECT = """
            select generation, active_from, least(not_after, revoked_at) as until, revoked_at is not null as retired, revoked_by,
                revoked_reason
            from catalog_authority where catalog_id = $1""";

    /** Tolerance for clock differences and for backends that notice a change late. */
    private static final Duration SLACK = Duration.ofHours(1);

    Signers {
        all = List.copyOf(all);
    }

    /**
     * Authority.
     *
     * @param from start of signing
     * @param until latest end of signing
     * @param retired whether it was retired early
     * @param retiredBy user who retired it; empty for none
     */
    record Signer(int generation, Instant from, Instant until, boolean retired, String retiredBy, String reason) {}

    static Uni<Signers> of(Tx tx) {
        return tx.list(SELECT, Signers::read, tx.catalog()).map(Signers::new);
    }

    /** Returns the authorities that match a filter term on generations. */
    List<Signer> meeting(Filter.Field generation) {
        Set<String> generations = words(generation);
        return all.stream()
                .filter(one -> generations.contains(Integer.toString(one.generation())) != generation.negated())
                .toList();
    }

    List<Signer> retired() {
        return all.stream().filter(Signer::retired).toList();
    }

    /** Returns the time span in which the given authorities signed; an empty span for none. */
    Span signed(List<Signer> some) {
        return some.stream()
                .map(one -> new Span(one.from().minus(SLACK), one.until().plus(SLACK)))
                .reduce(Span::or)
                .orElse(Span.NEVER);
    }

    /** Returns the values of a filter term in lower case. */
    static Set<String> words(Filter.Field field) {
        return field.values().stream().map(value -> lower(value.operand())).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the text in lower case; empty for null. */
    static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static Signer read(Row row) {
        return new Signer(
                row.getInteger("generation"),
                Columns.instant(row, "active_from"),
                Columns.instant(row, "until"),
                row.getBoolean("retired"),
                row.getString("revoked_by"),
                row.getString("revoked_reason"));
    }
}
