package dev.holdfast.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the dialog of an audit entry shows a value before or after the change. */
class EntryValueTest {
    @Test
    void a_map_has_a_line_for_each_key_with_short_device_ids() {
        assertThat(text(Map.of("ab".repeat(64), "Toaster / Production")))
                .isEqualTo("abababababab…: Toaster / Production");
        assertThat(text(Map.of("Toaster / Production", 21))).isEqualTo("Toaster / Production: 21");
    }

    @Test
    void a_missing_value_is_a_dash_and_others_are_text() {
        assertThat(EntryDialog.value(null).getElement().getTextRecursively()).isEqualTo("–");
        assertThat(text(30)).isEqualTo("30");
        assertThat(text(List.of("lab", "roof"))).isEqualTo("[lab, roof]");
    }

    private static String text(Object value) {
        return EntryDialog.value(value).getElement().getTextRecursively().strip();
    }
}
