package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of the orders in which what meets a filter can be.
 *
 * @param devices within each of these
 * @param serials within each of these
 */
record CertificateRanges(List<DeviceIdPrefix> devices, List<SerialPrefix> serials) {
    /** Copies the lists. */
    CertificateRanges {
        devices = List.copyOf(devices);
        serials = List.copyOf(serials);
    }

    /** Reads a filter; words that begin no serial number of the catalog are the beginning of a device's ID. */
    static Uni<CertificateRanges> of(Sql sql, CatalogId catalog, Filter filter) {
        List<SerialPrefix> serials = values(filter, "serial")
                .map(SerialPrefix::parse)
                .flatMap(Optional::stream)
                .toList();
        List<DeviceIdPrefix> devices = values(filter, "device")
                .map(DeviceIdPrefix::parse)
                .flatMap(Optional::stream)
                .toList();
        Uni<CertificateRanges> ranges = Uni.createFrom().item(new CertificateRanges(devices, serials));
        for (Filter.Term term : filter.terms()) {
            if (term instanceof Filter.Words words && !words.negated()) {
                ranges = ranges.chain(before -> beginsSerial(sql, catalog, words.words())
                        .map(serial -> serial ? before : before.of(words.words())));
            }
        }
        return ranges;
    }

    private static Stream<String> values(Filter filter, String name) {
        return filter.terms().stream()
                .filter(term -> term instanceof Filter.Field field
                        && !field.negated()
                        && field.field().equals(name)
                        && field.values().size() == 1)
                .map(term -> ((Filter.Field) term).values().getFirst().operand());
    }

    private static Uni<Boolean> beginsSerial(Sql sql, CatalogId catalog, String text) {
        return SerialPrefix.parse(text)
                .map(serials -> {
                    SqlBuilder any = new SqlBuilder(catalog)
                            .sql("select c.serial from issued_certificate c where c.catalog_id = $1 and ");
                    CertificateTerms.between(any, "c.serial", serials.first(), serials.last());
                    any.sql(" order by c.serial limit 1");
                    return sql.find(any.text(), row -> true, any.parameters()).map(Optional::isPresent);
                })
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private CertificateRanges of(String words) {
        return new CertificateRanges(
                Stream.concat(devices.stream(), DeviceIdPrefix.parse(words).stream())
                        .toList(),
                serials);
    }

    /** Adds, behind an {@code and}, that a device's ID is within them. */
    void addDevices(SqlBuilder condition, String device) {
        devices.forEach(range -> CertificateTerms.between(condition.sql(" and "), device, range.first(), range.last()));
    }

    /** Adds, behind an {@code and}, that a serial number is within them. */
    void addSerials(SqlBuilder condition, String serial) {
        serials.forEach(range -> CertificateTerms.between(condition.sql(" and "), serial, range.first(), range.last()));
    }
}
