package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.FilterTerms;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Span;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an index has of the terms of a filter: for each that few certificates can meet, which those are. Every look is at {@value #MOST} of them at most, and
 * what is found is held against the whole filter.
 */
final class RareCertificates {
    /** How many are few. */
    static final int MOST = 2_500;

    /** From how many acts of revoking a part of a reason is looked for. */
    private static final int MOST_ACTS = 500;

    private static final String REVOKED = "select r.serial from certificate_revocation r where r.catalog_id = $1";
    private static final String BLOCKED =
            "select d.device_id from device d where d.catalog_id = $1 and d.blocked_at is not null";
    private static final Set<String> ENDED = Set.of("revoked", "blocked", "retired");

    private final Sql sql;
    private final CatalogId catalog;
    private final Filter filter;
    private final Signers signers;
    private final CertificateTimes times;
    private final Instant now;

    RareCertificates(Sql sql, CatalogId catalog, Filter filter, Signers signers, CertificateTimes times, Instant now) {
        this.sql = sql;
        this.catalog = catalog;
        this.filter = filter;
        this.signers = signers;
        this.times = times;
        this.now = now;
    }

    /** One look at an index. */
    private interface Look extends Supplier<Uni<Few>> {}

    /**
     * What a look found.
     *
     * @param serials of these certificates
     * @param all whether there are no more
     */
    private record Few(List<byte[]> serials, boolean all) {
        private static final Few NONE = new Few(List.of(), true);

        private Few and(Few other) {
            List<byte[]> together =
                    Stream.concat(serials.stream(), other.serials.stream()).toList();
            return new Few(together, all && other.all && together.size() <= MOST);
        }
    }

    /** Returns the serial numbers of few certificates among which are all that meet the filter; empty where no index has so few. */
    Uni<Optional<List<byte[]>>> serials() {
        List<List<Look>> terms = new ArrayList<>(
                filter.terms().stream().map(this::of).flatMap(Optional::stream).toList());
        if (!times.areAny()) {
            terms.add(List.of(() -> within(times)));
        }
        return firstOf(terms);
    }

    private Uni<Optional<List<byte[]>>> firstOf(List<List<Look>> terms) {
        return terms.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : all(terms.getFirst(), Few.NONE)
                        .chain(found -> found.all()
                                ? Uni.createFrom().item(Optional.of(found.serials()))
                                : firstOf(terms.subList(1, terms.size())));
    }

    private Uni<Few> all(List<Look> looks, Few found) {
        return looks.isEmpty() || !found.all()
                ? Uni.createFrom().item(found)
                : looks.getFirst().get().chain(more -> all(looks.subList(1, looks.size()), found.and(more)));
    }

    /** Returns looks that together find whatever can meet a term; empty where none would. */
    private Optional<List<Look>> of(Term term) {
        return switch (term) {
            case Filter.Words words
            when !words.negated() ->
                Optional.of(List.of(() -> ofDevices(words.words()), () -> ofSerials(words.words())));
            case Filter.Words words -> Optional.empty();
            case Filter.Field field when field.negated() -> state(field);
            case Filter.Field field ->
                switch (field.field()) {
                    case "is" -> state(field);
                    case "device" -> each(field, this::ofDevices);
                    case "serial" -> each(field, this::ofSerials);
                    case "by" -> by(field);
                    case "reason" -> reason(field);
                    default -> Optional.empty();
                };
        };
    }

    private static Optional<List<Look>> each(Filter.Field field, Function<String, Uni<Few>> look) {
        return Optional.of(field.values().stream()
                .<Look>map(value -> () -> look.apply(value.operand()))
                .toList());
    }

    private Optional<List<Look>> state(Filter.Field field) {
        Set<String> words = Signers.words(field);
        if (field.negated()) {
            // What is not valid has expired or was ended.
            return field.field().equals("is") && words.equals(Set.of("valid"))
                    ? Optional.of(List.of(
                            () -> within(new CertificateTimes(Span.ALWAYS, Span.until(now))),
                            this::revoked,
                            () -> ofBlocked(devices -> {}),
                            this::retired))
                    : Optional.empty();
        }
        return ENDED.containsAll(words)
                ? Optional.of(words.stream()
                        .<Look>map(word -> switch (word) {
                            case "revoked" -> this::revoked;
                            case "blocked" -> () -> ofBlocked(devices -> {});
                            default -> this::retired;
                        })
                        .toList())
                : Optional.empty();
    }

    private Optional<List<Look>> by(Filter.Field field) {
        Set<String> names = Signers.words(field);
        return endedOtherwise(
                signer -> names.contains(Signers.lower(signer.retiredBy())),
                () -> list(new SqlBuilder(catalog)
                        .sql("select serial from certificates_revoked_by(")
                        .value(names.toArray(String[]::new), "text[]")
                        .sql(", " + MOST + ") where $1::uuid is not null")),
                devices -> devices.sql(" and lower(d.blocked_by) = any (")
                        .value(names.toArray(String[]::new), "text[]")
                        .sql(")"));
    }

    private Optional<List<Look>> reason(Filter.Field field) {
        if (field.values().size() > 1) {
            return Optional.empty();
        }
        String part = field.values().getFirst().operand();
        return endedOtherwise(
                signer -> Signers.lower(signer.reason()).contains(Signers.lower(part)),
                () -> list(new SqlBuilder(catalog)
                        .sql("select serial from certificates_revoked_for(")
                        .value(part, "text")
                        .sql(", " + MOST_ACTS + ", " + MOST + ") where $1::uuid is not null")),
                devices -> FilterTerms.has(devices.sql(" and "), "d.blocked_reason", part));
    }

    /** Who ended it, or why: by a revocation or a block. Where a retired authority meets that, too, they are not few. */
    private Optional<List<Look>> endedOtherwise(
            Predicate<Signers.Signer> meets, Look revoked, Consumer<SqlBuilder> blocked) {
        return signers.retired().stream().anyMatch(meets)
                ? Optional.empty()
                : Optional.of(List.of(revoked, () -> ofBlocked(blocked)));
    }

    private Uni<Few> revoked() {
        return list(limited(new SqlBuilder(catalog).sql(REVOKED)));
    }

    private Uni<Few> retired() {
        return signers.retired().isEmpty()
                ? Uni.createFrom().item(Few.NONE)
                : within(new CertificateTimes(signers.signed(signers.retired()), Span.ALWAYS).and(times));
    }

    private Uni<Few> within(CertificateTimes when) {
        SqlBuilder condition = new SqlBuilder(catalog).sql("select serial from certificates_within(");
        CertificateTerms.add(condition, when.issued());
        CertificateTerms.add(condition.sql(", "), when.expires());
        return list(condition.sql(", " + MOST + ") where $1::uuid is not null"));
    }

    private Uni<Few> ofBlocked(Consumer<SqlBuilder> which) {
        return ofAll(devices -> which.accept(devices.sql(BLOCKED)));
    }

    private Uni<Few> ofDevices(String beginning) {
        return DeviceIdPrefix.parse(beginning)
                .map(ids -> ofAll(devices -> {
                    CertificateTerms.between(
                            devices.sql("select d.device_id from device d where d.catalog_id = $1 and "),
                            "d.device_id",
                            ids.first(),
                            ids.last());
                    CertificateTerms.between(
                            devices.sql(
                                    " union select p.device_id from departed_device p where p.catalog_id = $1 and "),
                            "p.device_id",
                            ids.first(),
                            ids.last());
                }))
                .orElseGet(() -> Uni.createFrom().item(Few.NONE));
    }

    private Uni<Few> ofSerials(String beginning) {
        return SerialPrefix.parse(beginning)
                .map(serials -> {
                    SqlBuilder condition = new SqlBuilder(catalog)
                            .sql("select c.serial from issued_certificate c where c.catalog_id = $1 and ");
                    CertificateTerms.between(condition, "c.serial", serials.first(), serials.last());
                    return list(limited(condition));
                })
                .orElseGet(() -> Uni.createFrom().item(Few.NONE));
    }

    /** The certificates of some devices. */
    private Uni<Few> ofAll(Consumer<SqlBuilder> devices) {
        SqlBuilder condition = new SqlBuilder(catalog).sql("with w as materialized (");
        devices.accept(condition);
        condition.sql(
                " limit " + (MOST + 1) + ") select c.serial from certificates_of(array(select w.device_id from w), ");
        CertificateTerms.add(condition, times.expires());
        return list(limited(condition.sql(") c union all select null where (select count(*) from w) > " + MOST)));
    }

    private static SqlBuilder limited(SqlBuilder condition) {
        return condition.sql(" limit " + (MOST + 1));
    }

    private Uni<Few> list(SqlBuilder condition) {
        return sql.list(condition.text(), row -> Optional.ofNullable(row.getBuffer("serial")), condition.parameters())
                .map(rows -> new Few(
                        rows.stream()
                                .flatMap(Optional::stream)
                                .map(Buffer::getBytes)
                                .toList(),
                        rows.size() <= MOST && rows.stream().allMatch(Optional::isPresent)));
    }
}
