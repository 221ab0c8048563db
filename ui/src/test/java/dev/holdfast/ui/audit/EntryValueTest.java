package dev.holdfast.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryValueTest {
    @Test
    void values_by_name_have_a_line_each_and_devices_the_beginning_of_their_ids() {
        assertThat(text(Map.of("ab".repeat(64), "Toaster / Production")))
                .isEqualTo("abababababab…: Toaster / Production");
        assertThat(text(Map.of("Toaster / Production", 21))).isEqualTo("Toaster / Production: 21");
    }

    @Test
    void what_is_not_there_is_a_dash_and_the_rest_is_as_it_is() {
        assertThat(EntryDialog.value(null).getElement().getTextRecursively()).isEqualTo("–");
        assertThat(text(30)).isEqualTo("30");
        assertThat(text(List.of("lab", "roof"))).isEqualTo("[lab, roof]");
    }

    private static String text(Object value) {
        return EntryDialog.value(value).getElement().getTextRecursively().strip();
    }
}
