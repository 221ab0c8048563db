package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A bar with a segment for each count. */
class StackedBarTest {
    @Property
    void segments_fill_the_bar_and_none_disappears(
            @ForAll @LongRange(max = 1_000_000) long good,
            @ForAll @LongRange(max = 1_000) long bad,
            @ForAll @LongRange(min = 1, max = 3) long rest) {
        StackedBar bar = bar(good, bad, rest);
        List<StackedBar.Segment> present =
                bar.segments().stream().filter(segment -> segment.count() > 0).toList();

        assertThat(present.stream().mapToDouble(bar::width).sum()).isCloseTo(StackedBar.WIDTH, within(0.001));
        assertThat(present)
                .allSatisfy(segment -> assertThat(bar.width(segment)).isGreaterThanOrEqualTo(StackedBar.LEAST - 0.001));
    }

    @Test
    void the_bar_reads_as_a_sentence() {
        assertThat(bar(1187, 17, 0).description()).isEqualTo("Trust: 1,187 trusted, 17 untrusted");
        assertThat(bar(0, 0, 0).description()).isEqualTo("Trust: nothing yet");
    }

    @Test
    void the_drawing_has_a_role_a_name_and_a_title_for_every_segment() {
        assertThat(bar(3, 1, 0).markup())
                .contains("role='img'", "aria-label='Trust: 3 trusted, 1 untrusted'")
                .contains("<title>3 trusted</title>", "<title>1 untrusted</title>")
                .contains("data-tone='affirming' x='0.00'", "data-tone='contraindicated' x='747.00'");
    }

    @Test
    void names_cannot_break_out_of_the_drawing() {
        StackedBar bar = new StackedBar("a'b", List.of(new StackedBar.Segment("<script>", 1, Tone.UNKNOWN)));

        assertThat(bar.markup()).doesNotContain("<script>").contains("&lt;script>", "a&#39;b");
    }

    private static StackedBar bar(long good, long bad, long rest) {
        return new StackedBar(
                "Trust",
                List.of(
                        new StackedBar.Segment("trusted", good, Tone.AFFIRMING),
                        new StackedBar.Segment("untrusted", bad, Tone.CONTRAINDICATED),
                        new StackedBar.Segment("unknown", rest, Tone.UNKNOWN)));
    }
}
