package dev.holdfast.backend.fleet.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tag changes of devices. */
class TagChangesTest {
    private static final DeviceId ONE = DeviceId.of(new byte[64]);
    private static final List<String> TWENTY =
            IntStream.range(0, 20).mapToObj(i -> "t%02d".formatted(i)).toList();

    @Test
    void tags_are_added_and_removed_and_equal_tags_change_nothing() {
        assertThat(tagged(List.of("b"), List.of("a"), "a", "c").changes())
                .containsExactly(new TagChanges.Change(ONE, "Kitchen", List.of("a", "c"), List.of("b", "c")));
        assertThat(tagged(List.of("b"), List.of("a"), "b", "c")).isEqualTo(new TagChanges(List.of(), List.of()));
    }

    @Test
    void a_device_cannot_have_more_than_twenty_tags() {
        String[] all = TWENTY.toArray(String[]::new);

        assertThat(tagged(List.of("new"), List.of(), all).refused())
                .extracting(DeviceJobRefusal::code)
                .containsExactly("TOO_MANY_TAGS");
        assertThat(tagged(List.of("new"), List.of("t00"), all).changes()).hasSize(1);
    }

    @Test
    void a_missing_device_is_refused() {
        assertThat(TagChanges.of(JobSpec.tags(List.of("a"), List.of()), List.of(ONE), List.of(), Map.of())
                        .refused())
                .extracting(DeviceJobRefusal::code)
                .containsExactly("NOT_FOUND");
    }

    /** Changes the tags of a device named Kitchen, which has the tags {@code before}. */
    private static TagChanges tagged(List<String> add, List<String> remove, String... before) {
        return TagChanges.of(
                JobSpec.tags(add, remove),
                List.of(ONE),
                List.of(Map.entry(ONE, "Kitchen")),
                Map.of(ONE, List.of(before)));
    }
}
