package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests adding and removing filter terms. */
class FilterTextTest {
    @Test
    void a_term_is_added_at_the_end_and_removed_again() {
        assertThat(DeviceQuery.FilterText.toggle("kitchen", "os:24.09")).isEqualTo("kitchen os:24.09");
        assertThat(DeviceQuery.FilterText.toggle("kitchen os:24.09 -tag:lab", "os:24.09"))
                .isEqualTo("kitchen -tag:lab");
        assertThat(DeviceQuery.FilterText.toggle("", "group:\"Field Test\"")).isEqualTo("group:\"Field Test\"");
    }

    @Test
    void a_term_is_found_in_any_spelling() {
        assertThat(DeviceQuery.FilterText.has("IS:Trusted group:\"Production\"", "group:Production"))
                .isTrue();
        assertThat(DeviceQuery.FilterText.has("IS:Trusted", "is:trusted")).isTrue();
        assertThat(DeviceQuery.FilterText.has("-is:trusted", "is:trusted")).isFalse();
    }

    @Test
    void an_invalid_filter_is_kept() {
        assertThat(DeviceQuery.FilterText.toggle("colour:red", "is:trusted")).isEqualTo("colour:red is:trusted");
    }
}
