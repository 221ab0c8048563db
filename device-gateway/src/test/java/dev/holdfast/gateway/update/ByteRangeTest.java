package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the parsing of {@code Range} headers. */
class ByteRangeTest {
    @Property
    void a_range_within_the_length_is_accepted_unchanged(
            @ForAll @IntRange(max = 5_000) int from, @ForAll @IntRange(max = 5_000) int more) {
        assertThat(ByteRange.parse("bytes=" + from + "-" + (from + more), 10_001))
                .isEqualTo(new ByteRange.Satisfiable(from, from + more + 1));
    }

    @Property
    void a_range_is_never_empty_or_out_of_bounds(
            @ForAll @StringLength(max = 12) String header,
            @ForAll @IntRange(max = 100) int first,
            @ForAll @IntRange(max = 100) int last,
            @ForAll @IntRange(max = 50) int length) {
        for (String range :
                new String[] {header, "bytes=" + first + "-" + last, "bytes=-" + last, "bytes=" + first + "-"}) {
            if (ByteRange.parse(range, length) instanceof ByteRange.Satisfiable(int from, int to)) {
                assertThat(from).isNotNegative().isLessThan(to);
                assertThat(to).isLessThanOrEqualTo(length);
            }
        }
    }

    @Test
    void a_range_without_any_byte_is_unsatisfiable() {
        assertThat(ByteRange.parse("bytes=10-", 10)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.parse("bytes=-0", 10)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.parse("bytes=9999999999-", 10)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=", "bytes=-", "bytes=1-2,4-5", "bytes=5-2", "lines=1-2", "bytes=a-b"})
    void several_or_invalid_ranges_return_the_whole(String header) {
        assertThat(ByteRange.parse(header, 10)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void a_range_for_another_entity_tag_returns_the_whole() {
        assertThat(ByteRange.parse("bytes=4-", "\"a\"", "\"a\"", 10)).isEqualTo(new ByteRange.Satisfiable(4, 10));
        assertThat(ByteRange.parse("bytes=4-", "\"b\"", "\"a\"", 10)).isEqualTo(new ByteRange.Whole());
        assertThat(ByteRange.parse("bytes=4-", "W/\"a\"", "\"a\"", 10)).isEqualTo(new ByteRange.Whole());
        assertThat(ByteRange.parse("bytes=4-", null, "\"a\"", 10)).isEqualTo(new ByteRange.Satisfiable(4, 10));
    }

    @Test
    void without_a_header_the_whole_is_returned() {
        assertThat(ByteRange.parse(null, 10)).isEqualTo(new ByteRange.Whole());
    }
}
