package dev.holdfast.contract.operator.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.device.DeviceFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Fuzz targets for filters. CONTRIBUTING.md describes how to fuzz. */
class FilterFuzzTest {
    /** After the beginning of PostgreSQL's range, 4713 BC. */
    private static final Instant EARLIEST = Instant.parse("-4700-01-01T00:00:00Z");

    @FuzzTest(maxDuration = "60s")
    void deviceFilter(byte[] utf8) throws FilterException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        for (FilterVocabulary vocabulary : List.of(DeviceFields.VOCABULARY, AuditFields.VOCABULARY)) {
            Filter filter;
            try {
                filter = FilterReader.read(text, vocabulary);
            } catch (FilterException e) {
                assertThat(e.position()).isBetween(0, text.length());
                assertThat(e.reason()).isNotBlank();
                continue;
            }
            filter.terms().forEach(term -> assertWithinTimes(term, vocabulary));
            String written = filter.text();
            if (written.length() <= FilterReader.MAX_LENGTH) {
                assertThat(FilterReader.read(written, vocabulary)).isEqualTo(filter);
            }
        }
    }

    /** Asserts that the times of a term are within PostgreSQL's range, which begins at 4713 BC. */
    private static void assertWithinTimes(Filter.Term term, FilterVocabulary vocabulary) {
        if (!(term instanceof Filter.Field field)) {
            return;
        }
        FilterField.Kind kind = vocabulary.find(field.field()).orElseThrow().kind();
        for (Filter.Value value : field.values()) {
            if (kind == FilterField.Kind.AGE) {
                Age.parse(value.operand())
                        .ifPresent(age -> assertThat(Instant.EPOCH.minus(age)).isAfter(EARLIEST));
            } else if (kind == FilterField.Kind.MOMENT) {
                assertThat(Moment.parse(value.operand()).orElseThrow()).isAfter(EARLIEST);
            }
        }
    }
}
