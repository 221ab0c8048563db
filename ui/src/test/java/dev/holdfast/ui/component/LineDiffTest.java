package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ui.component.LineDiff.Change;
import dev.holdfast.ui.component.LineDiff.Line;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The difference of two texts by lines. */
class LineDiffTest {
    @Property
    void both_texts_can_be_rebuilt_from_the_difference(@ForAll("texts") String old, @ForAll("texts") String now) {
        List<Line> lines = LineDiff.between(old, now);

        assertThat(side(lines, Change.ADDED)).isEqualTo(old);
        assertThat(side(lines, Change.REMOVED)).isEqualTo(now);
    }

    @Test
    void an_edited_line_is_removed_and_added() {
        assertThat(LineDiff.between("a\nb\nc", "a\nx\nc"))
                .containsExactly(
                        new Line(Change.UNCHANGED, 1, 1, "a"),
                        new Line(Change.REMOVED, 2, 0, "b"),
                        new Line(Change.ADDED, 0, 2, "x"),
                        new Line(Change.UNCHANGED, 3, 3, "c"));
    }

    @Test
    void an_added_line_changes_no_other() {
        assertThat(LineDiff.between("a\nb", "a\nnew\nb").stream().filter(line -> line.change() != Change.UNCHANGED))
                .containsExactly(new Line(Change.ADDED, 0, 2, "new"));
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "d")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(lines -> String.join("\n", lines));
    }

    /** Rebuilds a text from the lines of the difference, without one kind of change. */
    private static String side(List<Line> lines, Change without) {
        return lines.stream()
                .filter(line -> line.change() != without)
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }
}
