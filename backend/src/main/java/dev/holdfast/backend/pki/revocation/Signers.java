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
 * The authorities of a catalog, of which there are few. Each signs only for a while: what a filter says of them says when certificates became valid.
 *
 * @param all of all generations
 */
record Signers(List<Signer> all) {
    private static final String SELECT = """
            select generation, active_from, least(not_after, revoked_at) as until, revoked_at is not null as retired, revoked_by,
                revoked_reason
            from catalog_authority where catalog_id = $1""";

    /** By how much clocks may differ, and how long a backend may not know of a change. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** Copies the list. */
    Signers {
        all = List.copyOf(all);
    }

    /**
     * An authority.
     *
     * @param generation which
     * @param from from when on it signs
     * @param until until when at the latest
     * @param retired whether it was retired before its time
     * @param retiredBy by whom; empty where it was not
     * @param reason why
     */
    record Signer(int generation, Instant from, Instant until, boolean retired, String retiredBy, String reason) {}

    static Uni<Signers> of(Tx tx) {
        return tx.list(SELECT, Signers::read, tx.catalog()).map(Signers::new);
    }

    /** Returns those that a term about generations leaves. */
    List<Signer> meeting(Filter.Field generation) {
        Set<String> wanted = words(generation);
        return all.stream()
                .filter(one -> wanted.contains(Integer.toString(one.generation())) != generation.negated())
                .toList();
    }

    /** Returns those that were retired. */
    List<Signer> retired() {
        return all.stream().filter(Signer::retired).toList();
    }

    /** Returns when some of them signed; never where there is none. */
    Span signed(List<Signer> some) {
        return some.stream()
                .map(one -> new Span(one.from().minus(SLACK), one.until().plus(SLACK)))
                .reduce(Span::or)
                .orElse(Span.NEVER);
    }

    /** Returns the values of a term in lower case. */
    static Set<String> words(Filter.Field field) {
        return field.values().stream().map(value -> lower(value.operand())).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns a text in lower case; nothing where there is none. */
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
